import { html, render } from 'lit';

export interface MenuItem {
  /** Added to the part `menu-item`, so that a page can tell one from another. */
  name: string;
  label: string;
  act(): void;
}

/** Room between a menu and the window's edge or its button, in pixels. */
const ROOM = 4;

const roots = new WeakMap<Node, HTMLElement>();

/**
 * Opens a menu at a button, as the ARIA Authoring Practices describe one ("Menu Button"): arrow keys,
 * Home and End move in it, Escape and Tab close it, and the keyboard is back at the button.
 */
export function openMenu(button: HTMLElement, label: string, items: MenuItem[]): void {
  const root = rootFor(button);
  const close = (): void => {
    menu.hidePopover();
  };
  const choose = ({ act }: MenuItem): void => {
    close();
    button.focus();
    act();
  };
  render(
    html`<div
      part="menu"
      role="menu"
      popover="auto"
      aria-label=${label}
      @keydown=${(event: KeyboardEvent) => onKeyDown(event, close, button)}
      @beforetoggle=${(event: ToggleEvent) => onToggle(event, button)}
    >
      ${items.map(
        (item) =>
          html`<button
            part="menu-item ${item.name}"
            role="menuitem"
            type="button"
            tabindex="-1"
            @click=${() => choose(item)}
          >
            ${item.label}
          </button>`,
      )}
    </div>`,
    root,
  );
  const menu = root.querySelector<HTMLElement>('[part="menu"]')!;
  menu.showPopover();
  place(menu, button);
  itemsOf(menu)[0]?.focus();
}

/** One for all menus of a shadow root: only one is open at a time. */
function rootFor(button: HTMLElement): HTMLElement {
  const node = button.getRootNode();
  const known = roots.get(node);
  if (known?.isConnected) return known;
  const root = document.createElement('div');
  node.appendChild(root);
  roots.set(node, root);
  return root;
}

function onToggle({ newState }: ToggleEvent, button: HTMLElement): void {
  button.setAttribute('aria-expanded', String(newState === 'open'));
  const menu = button.getRootNode() as ShadowRoot;
  // Closed by Escape, it gives the keyboard back; pressed elsewhere, the reader has gone on.
  if (newState === 'closed' && menu.activeElement?.closest('[part="menu"]')) button.focus();
}

function onKeyDown(event: KeyboardEvent, close: () => void, button: HTMLElement): void {
  const menu = event.currentTarget as HTMLElement;
  const items = itemsOf(menu);
  const at = items.indexOf(event.target as HTMLElement);
  const to: Record<string, number> = {
    ArrowDown: (at + 1) % items.length,
    ArrowUp: (at - 1 + items.length) % items.length,
    Home: 0,
    End: items.length - 1,
  };
  const next = to[event.key];
  if (event.key === 'Tab') {
    close();
    // From there Tab leads on.
    button.focus();
  }
  if (next === undefined) return;
  event.preventDefault();
  // What else hears keys in a thread has no say here.
  event.stopPropagation();
  items[next]!.focus();
}

function itemsOf(menu: HTMLElement): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>('[role="menuitem"]')];
}

/** Under its button, or above it where there is more room; it scrolls with the page. */
function place(menu: HTMLElement, button: HTMLElement): void {
  const { left, right, top, bottom } = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = menu;
  const { clientWidth, clientHeight } = document.documentElement;
  const isMirrored = getComputedStyle(button).direction === 'rtl';
  const below = bottom + ROOM + height <= clientHeight || top < clientHeight - bottom;
  const x = isMirrored ? right - width : left;
  const y = below ? bottom + ROOM : top - ROOM - height;
  menu.style.left = `${Math.max(ROOM, Math.min(x, clientWidth - width - ROOM)) + scrollX}px`;
  menu.style.top = `${Math.max(ROOM, y) + scrollY}px`;
}
