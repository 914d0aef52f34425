// The methods of String that write HTML (ECMA-262 annex B, CreateHTML), for old programs.

function element(text: string, tag: string): string {
  return `<${tag}>${text}</${tag}>`;
}

function withAttribute(text: string, tag: string, name: string, value: unknown): string {
  return `<${tag} ${name}="${`${value}`.replaceAll('"', "&quot;")}">${text}</${tag}>`;
}

/** String.prototype.anchor. */
export function String_prototype_anchor(self: string, name: unknown): string {
  return withAttribute(self, "a", "name", name);
}

/** String.prototype.big. */
export function String_prototype_big(self: string): string {
  return element(self, "big");
}

/** String.prototype.blink. */
export function String_prototype_blink(self: string): string {
  return element(self, "blink");
}

/** String.prototype.bold. */
export function String_prototype_bold(self: string): string {
  return element(self, "b");
}

/** String.prototype.fixed. */
export function String_prototype_fixed(self: string): string {
  return element(self, "tt");
}

/** String.prototype.fontcolor. */
export function String_prototype_fontcolor(self: string, color: unknown): string {
  return withAttribute(self, "font", "color", color);
}

/** String.prototype.fontsize. */
export function String_prototype_fontsize(self: string, size: unknown): string {
  return withAttribute(self, "font", "size", size);
}

/** String.prototype.italics. */
export function String_prototype_italics(self: string): string {
  return element(self, "i");
}

/** String.prototype.link. */
export function String_prototype_link(self: string, href: unknown): string {
  return withAttribute(self, "a", "href", href);
}

/** String.prototype.small. */
export function String_prototype_small(self: string): string {
  return element(self, "small");
}

/** String.prototype.strike. */
export function String_prototype_strike(self: string): string {
  return element(self, "strike");
}

/** String.prototype.sub. */
export function String_prototype_sub(self: string): string {
  return element(self, "sub");
}

/** String.prototype.sup. */
export function String_prototype_sup(self: string): string {
  return element(self, "sup");
}
