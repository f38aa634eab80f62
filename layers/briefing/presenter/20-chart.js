/* A scene's figure: a table of counts, bars, or a line to a target. Read by its numbers, so that it also reads in grey. */
(function (Deck) {
  "use strict";
  const { element } = Deck;
  const number = (value) => value.toLocaleString("en", { maximumFractionDigits: 2 });

  /** Draw `chart` into `parent`; nothing where there is none. */
  Deck.drawChart = function drawChart(parent, chart) {
    parent.textContent = "";
    parent.hidden = !chart;
    if (!chart) return;
    element("h2", "", parent, chart.title);
    if (chart.kind === "line") drawLine(parent, chart);
    else if (chart.series.length > 1) drawTable(parent, chart);
    else drawBars(parent, chart);
    chart.note.forEach((line) => element("p", "chart-note", parent, line));
  };

  /* The longer side runs down: there is more room below than beside. */
  function upright(chart) {
    if (chart.labels.length >= chart.series.length) return chart;
    const series = chart.labels.map((label, i) => [label, label, chart.series.map(([, , values]) => values[i])]);
    return { ...chart, labels: chart.series.map(([, name]) => name), series };
  }

  function drawTable(parent, given) {
    const chart = upright(given);
    const table = element("table", "", parent), head = element("tr", "", element("thead", "", table));
    element("td", "", head);
    chart.series.forEach(([, name]) => { element("th", "", head, name).scope = "col"; });
    const body = element("tbody", "", table), most = Math.max(1, ...chart.series.flatMap(([, , values]) => values));
    chart.labels.forEach((label, i) => {
      const row = element("tr", "", body);
      element("th", "", row, label).scope = "row";
      chart.series.forEach(([, , values]) => {
        const cell = element("td", values[i] ? "" : "is-zero", row, number(values[i]));
        cell.style.setProperty("--share", `${Math.round((values[i] / most) * 40)}%`);
      });
    });
  }

  function drawBars(parent, chart) {
    const [, , values] = chart.series[0] || ["", "", []], most = Math.max(1, ...values);
    const list = element("ul", "chart-bars", parent);
    chart.labels.forEach((label, i) => {
      const row = element("li", "", list);
      element("span", "", row, label);
      element("i", "", row).style.setProperty("--share", `${(values[i] / most) * 100}%`);
      element("b", "", row, number(values[i]));
    });
  }

  const WIDE = 540, HIGH = 250, LEFT = 34, RIGHT = 506, TOP = 62, BOTTOM = 206; // units of the drawing; type is 24 high
  function drawLine(parent, chart) {
    const [, , values] = chart.series[0], marks = chart.marks || [];
    const known = values.filter((value) => value !== null), all = known.concat(marks.map(([, value]) => value));
    const low = Math.min(...all), high = Math.max(...all), span = high - low || 1;
    const x = (i) => LEFT + (RIGHT - LEFT) * (values.length < 2 ? 0.5 : i / (values.length - 1));
    const y = (value) => BOTTOM - (BOTTOM - TOP) * ((value - low) / span);
    const svg = Atlas.svg("svg", { viewBox: `0 0 ${WIDE} ${HIGH}`, role: "img", "aria-label": chart.title }, parent);
    const write = (text, at, className, anchor) => { Atlas.svg("text", { x: at[0], y: at[1], class: className, "text-anchor": anchor }, svg).textContent = text; };
    marks.forEach(([name, value]) => {
      Atlas.svg("path", { d: `M${LEFT} ${y(value)}H${RIGHT}`, class: "chart-target" }, svg);
      write(name, [RIGHT, y(value) - 10], "chart-target-name", "end");
    });
    chart.labels.forEach((label, i) => write(label, [x(i), HIGH - 8], "chart-year", "middle"));
    const points = values.map((value, i) => (value === null ? null : [x(i), y(value), value, i])).filter(Boolean);
    points.slice(1).forEach((to, n) => {
      const from = points[n]; // a line never crosses a year that is open
      if (to[3] === from[3] + 1) Atlas.svg("path", { d: `M${from[0]} ${from[1]}L${to[0]} ${to[1]}`, class: "chart-line" }, svg);
    });
    points.forEach(([px, py, value], n) => {
      Atlas.svg("circle", { cx: px, cy: py, r: 7, class: "chart-point" }, svg);
      if (n !== 0 && n !== points.length - 1) return;
      const below = marks.some(([, mark]) => Math.abs(y(mark) - py) < 44);
      const anchor = px > WIDE - 90 ? "end" : px < 90 ? "start" : "middle";
      write(chart.texts[points[n][3]] || number(value), [anchor === "end" ? px + 8 : anchor === "start" ? px - 8 : px, below ? py + 34 : py - 16], "chart-value", anchor);
    });
  }
})(window.Deck);
