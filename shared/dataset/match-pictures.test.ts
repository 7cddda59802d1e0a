import { describe, expect, it } from 'vitest'
import type { ImageFile } from '../dialogue/image.ts'
import type { ImageId } from '../ids.ts'
import { createPictureMatcher } from './match-pictures.ts'

function image(path: string): ImageFile {
  return { id: `i-${path.replaceAll(/\W/g, '-')}` as ImageId, path, width: 10, height: 10, bytes: 1 }
}

const matcher = createPictureMatcher(
  ['street.jpg', 'train/1.jpg', 'val/1.jpg', 'deep/er/cup 1.png', 'caf\u00e9.webp', 'a/same.jpg', 'b/same.png'].map(
    image,
  ),
)

function found(file: string): string {
  const match = matcher.match(file)
  if (match.kind === 'found') return `${match.by} ${match.image.path}`
  return match.kind === 'ambiguous' ? `ambiguous ${match.paths.join(' ')}` : 'missing'
}

describe('createPictureMatcher', () => {
  it('finds by path, then by name, then by the name without its ending', () => {
    expect(
      [
        'street.jpg',
        './train/1.jpg',
        '/data/coco/val/1.jpg',
        'images\\street.jpg',
        'street.png',
        'labels/street.txt',
      ].map(found),
    ).toEqual([
      'path street.jpg',
      'path train/1.jpg',
      'name val/1.jpg',
      'name street.jpg',
      'stem street.jpg',
      'stem street.jpg',
    ])
  })

  it('never guesses between two', () => {
    expect(['1.jpg', 'test/1.jpg', 'same.webp', 'x/a/same.bmp'].map(found)).toEqual([
      'ambiguous train/1.jpg val/1.jpg',
      'ambiguous train/1.jpg val/1.jpg',
      'ambiguous a/same.jpg b/same.png',
      'stem a/same.jpg',
    ])
  })

  it('understands addresses, percent signs and either form of an accent', () => {
    expect(
      ['https://host/x/street.jpg?token=1', 'er/cup%201.png', 'cafe\u0301.webp', '', 'nobody.jpg'].map(found),
    ).toEqual(['name street.jpg', 'name deep/er/cup 1.png', 'path caf\u00e9.webp', 'missing', 'missing'])
  })
})
