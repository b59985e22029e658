// Is put into the web page in its frame, which the page around it may not look into: tells where somebody reads
// there, goes back to that place once it is new, and has the other documents opened by the page, to whom they are given.
addEventListener('message', (event) => {
  if (event.source !== parent || parent === window) return;
  if (event.data === 'where') parent.postMessage({ left: scrollX, top: scrollY, search: location.search, hash: location.hash }, '*');
  else if (event.data) scrollTo({ left: event.data.left, top: event.data.top, behavior: 'instant' });
});
addEventListener('click', (event) => {
  const link = event.target.closest?.('a[href]');
  if (!link || link.getAttribute('href').startsWith('#') || event.defaultPrevented || parent === window) return;
  event.preventDefault();
  parent.postMessage({ open: link.href }, '*');
});
