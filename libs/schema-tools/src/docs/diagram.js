// Zooms the diagrams of a page: by buttons, by + - 0 where the diagram has the focus, and by the
// wheel with Ctrl. Without this script a diagram scrolls.
(() => {
  const [least, most, step] = [0.2, 4, 1.25];

  for (const group of document.querySelectorAll('.zoom')) {
    const region = group.nextElementSibling;
    const svg = region.querySelector('svg');
    const said = group.querySelector('output');
    const [width, height] = ['width', 'height'].map((side) => Number(svg.getAttribute(side)));
    let scale = 1;

    /** Changes the size, and keeps the point that was at a place of the window there. */
    function zoomTo(wanted, place = middle()) {
      const next = Math.min(Math.max(wanted, least), most);
      const [x, y] = [region.scrollLeft + place.x, region.scrollTop + place.y];
      svg.setAttribute('width', width * next);
      svg.setAttribute('height', height * next);
      region.scrollLeft = (x * next) / scale - place.x;
      region.scrollTop = (y * next) / scale - place.y;
      scale = next;
      said.textContent = `${Math.round(scale * 100)} %`;
    }

    function middle() {
      return { x: region.clientWidth / 2, y: region.clientHeight / 2 };
    }

    const fit = () => {
      const { paddingLeft, paddingRight } = getComputedStyle(region);
      const room = region.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
      zoomTo(Math.min(1, room / width));
    };
    const actions = {
      in: () => zoomTo(scale * step),
      out: () => zoomTo(scale / step),
      whole: () => zoomTo(1),
      fit,
    };
    const keys = { '+': 'in', '=': 'in', '-': 'out', 0: 'whole' };

    group.hidden = false;
    group.addEventListener('click', ({ target }) => actions[target.dataset.zoom]?.());
    region.addEventListener('keydown', (event) => {
      const action = keys[event.key];
      if (action === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      actions[action]();
    });
    region.addEventListener(
      'wheel',
      (event) => {
        if (!event.ctrlKey) return;
        event.preventDefault();
        const box = region.getBoundingClientRect();
        const place = { x: event.clientX - box.left, y: event.clientY - box.top };
        zoomTo(scale * (event.deltaY < 0 ? step : 1 / step), place);
      },
      { passive: false },
    );
  }
})();
