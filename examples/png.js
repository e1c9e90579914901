// Grey pictures as PNG files (ISO/IEC 15948): 8 bits for each pixel, rows without a filter.

import { crc32, deflateSync } from 'node:zlib';

function chunk(type, data) {
  const content = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(content));
  return Buffer.concat([length, content, check]);
}

/** The bytes of a file, from rows of grey values, 0 black and 255 white. */
export function png(rows) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(rows[0].length, 0);
  header.writeUInt32BE(rows.length, 4);
  header[8] = 8;
  const pixels = Buffer.concat(rows.map((row) => Buffer.from([0, ...row])));
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(pixels, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Pictures side by side in rows of so many, on white; each entry becomes scale × scale pixels, the largest one white. */
export function sheet(pictures, across, [height, width], gap = 6) {
  const down = Math.ceil(pictures.length / across);
  const rows = Array.from({ length: down * (height + gap) + gap }, () =>
    new Uint8Array(across * (width + gap) + gap).fill(255),
  );
  for (const [n, { entries, shape, scale }] of pictures.entries()) {
    const [top, left] = [gap + Math.floor(n / across) * (height + gap), gap + (n % across) * (width + gap)];
    const most = Math.max(...entries, 1e-9);
    for (let i = 0; i < shape[0] * scale; i++)
      for (let j = 0; j < shape[1] * scale; j++) {
        const entry = entries[Math.floor(i / scale) * shape[1] + Math.floor(j / scale)];
        rows[top + i][left + j] = Math.round((255 * Math.max(0, entry)) / most);
      }
  }
  return rows;
}
