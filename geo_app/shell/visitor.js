// Whose page this is: [session, language], from the mark that each run draws (reconnect.py).
window.openMap.who = () => (document.querySelector("i.om")?.dataset.s ?? "").split("-");
