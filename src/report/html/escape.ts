// Text in HTML. Whatever comes from a document passes through here.

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** `escaped('a < "b"')` is `a &lt; &quot;b&quot;`; characters that change the direction of writing are taken out. */
export function escaped(text: string): string {
  return text
    .replace(/[\p{Bidi_Control}\0]/gu, '\uFFFD')
    .replace(/[&<>"']/g, (character) => entities[character] as string);
}
