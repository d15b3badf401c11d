// A newspaper that turns its pages by itself: the thread stays, and is told which article is shown.
const thread = document.querySelector('palabre-thread');
const articles = [...document.querySelectorAll('article[data-thread]')];
const links = [...document.querySelectorAll('.tabs a')];

function show() {
  const wanted = new URLSearchParams(location.search).get('article');
  const shown = articles.find(({ id }) => id === wanted) ?? articles[0];
  for (const article of articles) article.hidden = article !== shown;
  for (const link of links) {
    link.ariaCurrent = new URL(link.href).searchParams.get('article') === shown.id ? 'page' : null;
  }
  thread.setAttribute('thread', shown.dataset.thread);
}

for (const link of links) {
  link.addEventListener('click', (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button > 0) return;
    event.preventDefault();
    history.pushState(null, '', link.href);
    show();
  });
}
addEventListener('popstate', show);
show();
