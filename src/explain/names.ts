// What a derivation may be written in, and in which language: names alone, for the help of the command line.

export const formats = ['latex', 'markdown', 'html', 'text'] as const;
export type Format = (typeof formats)[number];

export const languageNames = ['en', 'zh'] as const;
export type Lang = (typeof languageNames)[number];
