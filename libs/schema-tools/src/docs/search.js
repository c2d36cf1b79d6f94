// The search of the site: all words of the query, in names first and then in sentences.
(() => {
  const most = 50;
  const shown = 240;
  const [search, query, count, found] = ['search', 'query', 'count', 'found'].map((id) =>
    document.getElementById(id),
  );

  function look() {
    const words = query.value.toLowerCase().split(/\s+/).filter(Boolean);
    const hits = words.length === 0 ? [] : hitsOf(words);
    count.textContent = words.length === 0 ? '' : said(hits.length);
    found.replaceChildren(...hits.slice(0, most).map(item));
  }

  function hitsOf(words) {
    const has = (text) => words.every((word) => text.toLowerCase().includes(word));
    const byName = window.searchIndex.filter(([, name]) => has(name));
    const others = window.searchIndex.filter(
      (one) => !byName.includes(one) && has(`${one[1]} ${one[2]}`),
    );
    return [...byName, ...others];
  }

  function said(number) {
    if (number === 0) return 'Nothing found';
    return number > most ? `The first ${most} of ${number}` : `${number} found`;
  }

  function item([kind, name, sentence, place]) {
    const [line, link, text] = ['li', 'a', 'span'].map((tag) => document.createElement(tag));
    link.href = place;
    link.textContent = name;
    text.textContent = ` ${kind}${sentence === '' ? '' : ` — ${around(sentence)}`}`;
    line.append(link, text);
    return line;
  }

  // a page has many sentences: those about the first word
  function around(text) {
    if (text.length <= shown) return text;
    const [word] = query.value.trim().toLowerCase().split(/\s+/);
    const at = Math.max(text.toLowerCase().indexOf(word), 0);
    const from = at < shown / 2 ? 0 : text.lastIndexOf(' ', at - shown / 4) + 1;
    const part = text.slice(from, from + shown);
    return `${from === 0 ? '' : '… '}${part}${from + shown < text.length ? ' …' : ''}`;
  }

  search.hidden = false;
  query.addEventListener('input', look);
  // a link to a place of this page leaves the results open otherwise
  found.addEventListener('click', () => {
    query.value = '';
    look();
  });
})();
