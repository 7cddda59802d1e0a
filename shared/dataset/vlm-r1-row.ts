import type { ImportedRegion } from './import/imported.ts'

export type VlmR1Row = {
  readonly id: number
  readonly image: string
  readonly conversations: readonly [
    { readonly from: 'human'; readonly value: string },
    { readonly from: 'assistant'; readonly value: string },
  ]
}

/**
 * One line of VLM-R1's detection data: boxes of the wanted labels (all when none is named) as a fenced list in pixels of the picture,
 * cut to whole numbers, or `None`. Labels are escaped as JSON wants it, which X-AnyLabeling itself does not do. Other shapes are left
 * out.
 */
export function vlmR1Row(
  id: number,
  image: string,
  question: string,
  regions: readonly Pick<ImportedRegion, 'shape' | 'label'>[],
  wanted: readonly string[],
): VlmR1Row {
  const lines = regions.flatMap(({ shape, label }) => {
    if (shape.kind !== 'box' || (wanted.length > 0 && !wanted.includes(label))) return []
    const corners = [shape.x1, shape.y1, shape.x2, shape.y2].map((value) => Math.trunc(value) + 0)
    return [`{"bbox_2d": [${corners.join(', ')}], "label": ${JSON.stringify(label)}}`]
  })
  const answer = lines.length === 0 ? 'None' : `\`\`\`json\n[\n${lines.join(',\n')}\n]\n\`\`\``
  return {
    id,
    image,
    conversations: [
      { from: 'human', value: question },
      { from: 'assistant', value: answer },
    ],
  }
}
