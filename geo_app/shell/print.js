// Prints the whole map: its frame keeps the size that it has on the screen and is made smaller as a whole.
(() => {
  "use strict";
  const [WIDE, TALL] = [1060, 700]; // px of A4 across within its margins (print.css)
  const measure = () => {
    for (const frame of document.querySelectorAll('iframe[title*="streamlit_folium"]')) {
      const { offsetWidth: width, offsetHeight: height, style } = frame;
      if (!width || matchMedia("print").matches) continue;
      style.setProperty("--print-width", `${width}px`);
      style.setProperty("--print-height", `${height}px`);
      style.setProperty("--print-zoom", String(Math.min(1, WIDE / width, TALL / height)));
    }
  };
  addEventListener("beforeprint", measure);
  addEventListener("resize", measure);
})();
