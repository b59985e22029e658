// The web page in its frame. What runs there may be anybody's, so it is of no origin: it tells where it is read, and
// which document somebody wants to open. Whatever else it says is not heard.
'use strict';
const edition = () => document.getElementById('edition');

// Its frame is a part of a page that becomes new; for an answer that does not come nobody waits.
const whereRead = (frame) => new Promise((done) => {
  const heard = (event) => { if (event.source === frame.contentWindow && !event.data?.open) end(event.data); };
  const end = (told) => { removeEventListener('message', heard); done(told ?? {}); };
  addEventListener('message', heard);
  setTimeout(end, 300);
  frame.contentWindow.postMessage('where', '*');
});

async function reloaded(frame, fresh) {
  const { left, top, search, hash } = await whereRead(frame);
  const address = new URL(fresh.getAttribute('src'), location.href);
  const query = new URLSearchParams(String(search ?? ''));
  query.set('digest', fresh.dataset.digest); // another address, or it would only be gone to in what is there
  address.search = query;
  address.hash = String(hash ?? '');
  frame.dataset.digest = fresh.dataset.digest;
  const back = { left: Number(left) || 0, top: Number(top) || 0 };
  frame.addEventListener('load', () => frame.contentWindow.postMessage(back, '*'), { once: true });
  frame.contentWindow.location.replace(address);
}

// A link is one of this page, which may ask for it: to a document, only of those that this server has made, at once; to
// somewhere else after a question that shows its whole address, since whoever made the page could write anything into it.
addEventListener('message', (event) => {
  if (!edition() || event.source !== edition().contentWindow || !event.data?.open) return;
  const frames = new URL('frames/', location.href).href, asked = String(event.data.open);
  const leaves = /^(https?|mailto|tel):/.test(asked) && !asked.startsWith(`${location.origin}/`);
  if (!navigator.userActivation.isActive || !(asked.startsWith(frames) || (leaves && confirm(asked)))) return;
  const link = document.createElement('a');
  Object.assign(link, { href: asked.replace(frames, 'documents/'), target: '_blank', rel: 'noopener noreferrer' });
  link.click();
});
