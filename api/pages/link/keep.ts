/**
 * The script of pages opened from a message: keeps what was written on the phone until the server has it, and sends it when
 * the line is back or the link is opened again. The form's own idempotency key goes with it, so it counts once however often
 * it is sent. Nothing stays on the phone after that. Without the script the form works as any form does.
 *
 * Taken is what the server says it has (X-Taken), or what the page itself can answer; anything else is tried again.
 */
export const KEEP = `(function () {
  var MINE = 'nhipcau:', DAYS = 30 * 864e5, pressed, going = {};
  function words(which) {
    var box = document.getElementById('keep');
    if (!box) return;
    box.hidden = !which;
    box.textContent = which ? box.getAttribute('data-' + which) : '';
  }
  function here(path) {
    return path === location.pathname || [].some.call(document.forms, function (f) { return f.action && new URL(f.action).pathname === path; });
  }
  function show(html) {
    var page = new DOMParser().parseFromString(html, 'text/html');
    document.title = page.title;
    document.body.innerHTML = page.body.innerHTML;
    var main = document.getElementById('main');
    if (main) { main.tabIndex = -1; main.focus(); }
    scrollTo(0, 0);
  }
  function send(key) {
    var kept = JSON.parse(localStorage.getItem(key) || 'null');
    if (!kept || going[key]) return;
    if (Date.now() - kept.at > DAYS) return localStorage.removeItem(key);
    var own = here(kept.path);
    going[key] = true;
    if (own) words('sending');
    fetch(kept.path, { method: 'POST', body: kept.body, credentials: 'same-origin', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } })
      .then(function (r) {
        return r.text().then(function (html) {
          var taken = r.headers.get('X-Taken');
          if (!taken && !(own && /^4(00|09|10)$/.test(r.status))) throw r.status;
          localStorage.removeItem(key);
          if (own) show(html);
        });
      })
      .catch(function () { if (own) words('unsent'); })
      .then(function () { going[key] = false; });
  }
  function all() {
    Object.keys(localStorage).forEach(function (key) { if (key.indexOf(MINE) === 0) send(key); });
  }
  document.addEventListener('click', function (e) {
    pressed = e.target.closest && e.target.closest('button');
  });
  document.addEventListener('submit', function (e) {
    var form = e.target, path = new URL(form.action).pathname, by = e.submitter || pressed;
    if (form.method !== 'post' || path.indexOf('/l/') !== 0) return;
    try {
      var body = new URLSearchParams(new FormData(form));
      if (by && by.name) body.append(by.name, by.value);
      var key = MINE + path + '|' + body.get('_key');
      localStorage.setItem(key, JSON.stringify({ path: path, body: body.toString(), at: Date.now() }));
    } catch (full) { return; }
    e.preventDefault();
    send(key);
  });
  addEventListener('online', all);
  setInterval(all, 2e4);
  all();
})();
`;
