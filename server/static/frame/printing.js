// A browser that prints the page of a case tells the server, so that it is in the read log.
(() => {
  window.addEventListener("beforeprint", () => {
    const caseId = new URLSearchParams(location.search).get("zaak");
    if (!caseId) return;
    const address = `/afgedrukt?zaak=${encodeURIComponent(caseId)}`;
    fetch(address, { method: "POST", keepalive: true }).catch(() => {});
  });
})();
