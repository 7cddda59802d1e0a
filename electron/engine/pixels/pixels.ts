/** 8-bit red, green, blue, row by row. */
export type RgbPixels = { readonly width: number; readonly height: number; readonly data: Uint8Array }
