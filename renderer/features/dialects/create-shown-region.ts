import { type Accessor, createMemo } from 'solid-js'
import type { DialectShape } from '../../../shared/dialects/dialect.ts'
import type { Size } from '../../../shared/geometry/spaces.ts'
import { regionColour } from '../../canvas/palette.ts'
import type { Workspace } from '../../state/workspace.ts'
import { regionName } from '../../text/describe-region.ts'
import { t } from '../../text/translate.ts'

/** The region that is shown in every dialect: the selected one, else an example on the open picture. */
export type ShownRegion = {
  readonly shape: DialectShape
  readonly size: Size
  readonly label: string
  readonly colour: string
  readonly imageUrl: string | null
  /** Which region on which picture, in words. */
  readonly caption: string
}

const noPicture: Size = { width: 1200, height: 800 }

/** Follows the selection and the open picture. */
export function createShownRegion({ editor, library }: Workspace): Accessor<ShownRegion> {
  return createMemo((): ShownRegion => {
    const image = library.images()[library.currentIndex()]
    const size = image ?? noPicture
    const region = editor.snapshot().regions[editor.selection()[0] ?? '']
    const place = { picture: image?.path ?? t('dialects.no-picture'), width: size.width, height: size.height }
    const imageUrl = image ? library.imageUrl(image.id) : null
    if (region !== undefined && region.imageId === image?.id) {
      const caption = t('dialects.region', { name: regionName(region), ...place })
      return { shape: region.shape, size, label: region.label, colour: regionColour(region.number), imageUrl, caption }
    }
    const { width, height } = size
    return {
      shape: { kind: 'box', x1: width * 0.25, y1: height * 0.25, x2: width * 0.5, y2: height * 0.75 },
      size,
      label: '',
      colour: regionColour(1),
      imageUrl,
      caption: t('dialects.example', place),
    }
  })
}
