/* What the drawn set needs of the legend and no more: for a screen that is read from ten metres. */
(function (Atlas) {
  "use strict";
  const session = Atlas.session;

  /* Modes, schematic legs and position qualities of what is drawn; the other groups know their own. */
  function drawnTraits() {
    const found = { ...Atlas.legendPresence(), mode: new Set(), schematic: new Set(), quality: new Set(), region: new Set() };
    const status = Atlas.statusSample(session.time);
    found[status] = new Set(); // lines and their stations are drawn alike in every status
    session.shown.forEach((id) => {
      const { geometry, properties } = Atlas.feature(id);
      if (!geometry) return;
      if (properties.platform_type !== "corridor") found[status].add(Atlas.statusOf(properties) || "null");
      (properties.legs || []).forEach((leg) => {
        found.mode.add(leg.mode);
        if (leg.schematic) found.schematic.add("yes");
      });
      if (/Point$/.test(geometry.type) && properties.platform_type !== "corridor" && Atlas.ringOf(properties.position_quality) !== "none") {
        found.quality.add(properties.position_quality);
      }
    });
    return found;
  }

  /** Titled groups of {label, sample}; nothing for what is not drawn, nor for regions, whose names stand on the map. */
  Atlas.legendOfShown = function legendOfShown() {
    const found = drawnTraits();
    return Atlas.legendGroups().map((group) => ({
      title: (group.title || {})[session.lang] || "",
      rows: group.rows.map((row) => ({ row, code: Object.entries(row.sample || {})[0] || ["", ""] }))
        .filter(({ code: [key, value] }) => Boolean(found[key]) && found[key].has(value))
        .map(({ row, code: [key, value] }) => ({ label: (row.label || {})[session.lang] || "", sample: Atlas.legendSample(key, value) })),
    })).filter((group) => group.rows.length);
  };
})(window.Atlas);
