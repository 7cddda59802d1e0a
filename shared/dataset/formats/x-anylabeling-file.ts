import type { Region, Shape } from '../../dialogue/region.ts'
import { assertNever } from '../../result.ts'

/** What goes into one file of X-AnyLabeling. */
export type XAnyLabelingFile = {
  readonly imagePath: string
  readonly width: number
  readonly height: number
  readonly regions: readonly Pick<Region, 'shape' | 'label'>[]
  readonly chat: readonly { readonly role: 'user' | 'assistant'; readonly content: string }[]
  /** The picture's question and answer, which the tool keeps apart from its chat. */
  readonly vqa: { readonly question: string; readonly answer: string } | null
}

function pointsOf(shape: Shape): { readonly type: string; readonly points: readonly (readonly [number, number])[] } {
  switch (shape.kind) {
    case 'point':
      return { type: 'point', points: [[shape.x, shape.y]] }
    case 'box': {
      const { x1, y1, x2, y2 } = shape
      const corners = [[x1, y1] as const, [x2, y1] as const, [x2, y2] as const, [x1, y2] as const]
      return { type: 'rectangle', points: corners }
    }
    case 'polygon':
      return { type: 'polygon', points: shape.points.map(({ x, y }) => [x, y] as const) }
    default:
      return assertNever(shape)
  }
}

/**
 * The text of a file as X-AnyLabeling keeps it beside a picture: shapes in pixels, rectangles by their four corners (since 2.2), its chat
 * with one mark of the picture in front of the first question. Source: CVHub520/X-AnyLabeling @ 87da339.
 */
export function xAnyLabelingText({ imagePath, width, height, regions, chat, vqa }: XAnyLabelingFile): string {
  const shapes = regions.map(({ shape, label }) => {
    const { type, points } = pointsOf(shape)
    return {
      label,
      score: null,
      points,
      group_id: null,
      description: '',
      difficult: false,
      shape_type: type,
      flags: {},
      attributes: {},
      kie_linking: [],
    }
  })
  const firstAsk = chat.findIndex(({ role }) => role === 'user')
  return JSON.stringify({
    version: '2.5.0',
    flags: {},
    shapes,
    ...(chat.length === 0
      ? {}
      : {
          chat_history: chat.map(({ role, content }, index) => ({
            role,
            content: index === firstAsk ? `<image>${content}` : content,
            image: index === firstAsk ? imagePath : null,
          })),
        }),
    ...(vqa === null ? {} : { vqaData: vqa }),
    imagePath,
    imageData: null,
    imageHeight: height,
    imageWidth: width,
  })
}
