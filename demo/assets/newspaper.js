// The demo's login switch works without this file, by its button. With it, a choice is enough, and
// the reader comes back to the very comment that the page was opened at.
for (const form of document.querySelectorAll('form.switch')) {
  const { back, role } = form.elements;
  form.querySelector('button').hidden = true;
  role.addEventListener('change', () => {
    if (new URL(back.value, location.href).pathname === location.pathname)
      back.value += location.hash;
    form.requestSubmit();
  });
}
