import { afterEach, describe, expect, it } from 'vitest'
import { dialects } from '../../shared/dialects/registry.ts'
import { errorCodes } from '../../shared/errors.ts'
import { en } from './en.ts'
import { said, saidFacts } from './said.ts'
import { setLanguage } from './translate.ts'
import { zh } from './zh.ts'

afterEach(() => setLanguage('en', en))

describe('what other parts of the program say', () => {
  it('stays English in English', () => {
    expect(said(errorCodes['project.not-found'])).toBe('The folder could not be found.')
    expect(saidFacts('Whole picture, each axis by itself; 0 to 1000')).toBe(
      'Whole picture, each axis by itself; 0 to 1000',
    )
  })

  it('has Chinese for every failure and for every frame', () => {
    setLanguage('zh-CN', zh)
    const failures = Object.values(errorCodes).filter((sentence) => said(sentence) === sentence)
    const facts = [...new Set(dialects.flatMap(({ frame }) => frame.split('; ')))]
    expect([...failures, ...facts.filter((fact) => fact !== 'JSON' && said(fact) === fact)]).toEqual([])
  })

  it('fills places; the sentence with more words of its own wins; what nobody translated stays', () => {
    setLanguage('zh-CN', zh)
    expect(said('R3 is less than 4 pixels wide or high.')).toBe('R3 的宽或高不到 4 像素。')
    expect(said('The file a.b (1).jpg is missing.')).toBe('缺少文件 a.b (1).jpg。')
    expect(said('The image file could not be read: odd.')).toBe('无法读取图像文件：odd。')
    expect(saidFacts('Whole picture, each axis by itself; 0 to 1000; truncated')).toBe(
      '整张图像，每个轴单独计算；0 到 1000；截断',
    )
    expect(said('1.2 is outside 0 to 1')).toBe('1.2 不在 0 到 1 之内')
    expect(said('3 numbers: a box has 4, a point has 2')).toBe('有 3 个数字：框应有 4 个，点应有 2 个')
    expect(said('Something else happened.')).toBe('Something else happened.')
  })
})
