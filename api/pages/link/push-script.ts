/** Asks this browser to be told first, once its reader presses the button; shows nothing where that cannot be. */
export const PUSH = `(function () {
  var box = document.getElementById('push');
  if (!box || !navigator.serviceWorker || !window.PushManager || !window.Notification || Notification.permission === 'denied') return;
  var button = box.querySelector('button'), status = box.querySelector('[role=status]');
  function say(which) { status.textContent = box.getAttribute('data-' + which); }
  function bytes(key) {
    var text = atob(key.replace(/-/g, '+').replace(/_/g, '/'));
    return Uint8Array.from(text, function (sign) { return sign.charCodeAt(0); });
  }
  function on() { button.hidden = true; say('on'); }
  function tell(subscription) {
    var s = subscription.toJSON();
    return fetch(location.pathname + '/push', {
      method: 'POST', credentials: 'same-origin', headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ _key: Date.now() + '-' + Math.random(), endpoint: s.endpoint, p256dh: s.keys.p256dh, auth: s.keys.auth })
    }).then(function (r) {
      if (r.ok) return on();
      return subscription.unsubscribe().then(function () { throw r.status; });
    });
  }
  navigator.serviceWorker.getRegistration('/').then(function (known) {
    return known && known.pushManager.getSubscription();
  }).then(function (subscription) {
    box.hidden = false;
    if (subscription) on();
  }).catch(function () {});
  button.addEventListener('click', function () {
    button.disabled = true;
    Promise.all([navigator.serviceWorker.register('/sw.js'), fetch('/push/key').then(function (r) { return r.text(); })])
      .then(function (both) {
        return navigator.serviceWorker.ready.then(function (ready) {
          return ready.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(both[1]) });
        });
      })
      .then(tell)
      .catch(function () { say('failed'); })
      .then(function () { button.disabled = false; });
  });
})();
`;

/**
 * The service worker: shows a note and says that it did, which is our receipt. A note has the same few words whatever it is
 * about, and the same one twice is one.
 */
export const SERVICE_WORKER = `addEventListener('push', function (e) {
  var m = {};
  try { m = e.data.json(); } catch (none) {}
  e.waitUntil(registration.showNotification(m.title || 'Nhịp cầu', { body: m.words || '', tag: m.tag, icon: '/assets/icon.svg', data: m.link || '/' })
    .then(function () { return m.seen && fetch(m.seen, { method: 'POST' }); })
    .catch(function () {}));
});
addEventListener('notificationclick', function (e) {
  e.notification.close();
  e.waitUntil(clients.openWindow(e.notification.data));
});
addEventListener('install', function () { skipWaiting(); });
addEventListener('activate', function (e) { e.waitUntil(clients.claim()); });
`;
