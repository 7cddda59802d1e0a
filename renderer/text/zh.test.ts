import { afterEach, describe, expect, it } from 'vitest'
import type { MessageKey } from './catalogue.ts'
import { en } from './en.ts'
import { count, setLanguage, t } from './translate.ts'
import { zh } from './zh.ts'

afterEach(() => setLanguage('en', en))
const places = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[0]).sort()
const names =
  /^(?:export\.format\.[\w-]+|preset\.(?:default|cvat|label-studio|labelimg)|key\.(?:ctrl|shift|alt|escape|enter|delete|backspace|page-up|page-down)|settings\.language\.(?:en|zh-CN)|app\.title(?:-of)?|run\.line|device\.speed|model\.megabytes|history\.backup-row|status\.pixels|region\.id|regions\.unit\.\w+|statistics\.save-(?:csv|png)|review\.iou|agreement\.iou|dialects\.(?:off|paper)|export\.group\.own|evaluate\.(?:iou\.axis|worst\.iou))$/

describe('Chinese', () => {
  const keys = Object.keys(en) as MessageKey[]

  it('says everything that English says; names and signs stay as they are', () => {
    const missing = keys.filter((key) => {
      const hasWords = /\p{L}/u.test(en[key].replace(/\{\w+\}/g, ''))
      return hasWords && !key.endsWith('.one') && !names.test(key) && zh[key] === undefined
    })
    expect(missing).toEqual([])
  })

  it('fills the same places', () => {
    const other = keys.flatMap((key) => {
      const text = zh[key]
      return text === undefined || String(places(text)) === String(places(en[key])) ? [] : [key]
    })
    expect(other).toEqual([])
  })

  it('takes the place of English at once, with one form for every number', () => {
    setLanguage('zh-CN', zh)
    expect([t('action.undo'), count('folder.images', 1), count('folder.images', 5), t('preset.cvat')]).toEqual([
      '撤销',
      '1 张图像',
      '5 张图像',
      'CVAT',
    ])
  })
})
