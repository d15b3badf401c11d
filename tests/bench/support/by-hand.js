/*
 * The page that the budgets are measured against: the same comments as one string, by a script of
 * the same kind of tag, from the same answer. No sorting, no keyboard, no errors, no language.
 */
{
  const { currentScript: tag } = document;
  const place = document.createElement('section');
  tag.after(place);
  const escape = (text) => text.replace(/[&<>"]/g, (it) => `&#${it.charCodeAt(0)};`);
  const date = new Intl.DateTimeFormat('fr', { dateStyle: 'long', timeStyle: 'short' });
  const initials = (name) =>
    name
      .split(' ')
      .map((word) => word[0])
      .join('');
  const inline = ({ value }) => escape(value);
  const paragraph = ({ children }) => `<p dir="auto">${children.map(inline).join('')}</p>`;
  const article = ({ id, author, createdAt, body, votes }) => `
    <article id="c-${id}" tabindex="-1" aria-labelledby="by-${id}">
      <header>
        <span aria-hidden="true">${escape(initials(author.name))}</span>
        <bdi id="by-${id}">${escape(author.name)}</bdi>
        <a href="#c-${id}"><time datetime="${createdAt}">${date.format(new Date(createdAt))}</time></a>
      </header>
      <div>${body.children.map(paragraph).join('')}</div>
      <footer>
        <button type="button" aria-pressed="false">Voter <span>${votes.up - votes.down}</span></button>
        <button type="button">Répondre</button>
      </footer>
    </article>`;
  const load = async () => {
    const { backend, thread } = tag.dataset;
    const answer = await fetch(`${backend}/v1/thread?thread=${thread}`);
    const { comments, lists } = await answer.json();
    const byId = new Map(comments.map((comment) => [comment.id, comment]));
    const byParent = new Map(lists.map(({ parent, ids }) => [parent, ids]));
    const list = (parent) => {
      const ids = byParent.get(parent);
      if (!ids) return '';
      return `<ol>${ids.map((id) => `<li>${article(byId.get(id))}${list(id)}</li>`).join('')}</ol>`;
    };
    place.innerHTML = `<h2>${comments.length} commentaires</h2>${list(null)}`;
  };
  void load();
}
