import * as v from 'valibot'
import type { XmlElement } from '../../../shared/dataset/import/xml-element.ts'
import { parseXml } from '../../services/files/xml-tree.ts'
import { CaseProblem, field, type OpCase } from './case.ts'

/** The XML of a case; one that is not well-formed is a problem. */
export function caseXml(vector: OpCase): XmlElement {
  const parsed = parseXml(field(vector, 'input_text', v.string()))
  if (parsed.ok) return parsed.value
  throw new CaseProblem(parsed.error)
}
