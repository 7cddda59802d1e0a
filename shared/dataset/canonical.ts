import type * as v from 'valibot'

/** True when a value needs no more than to be taken as it is. */
export type CanonicalCheck = (value: unknown) => boolean

type AnySchema = v.GenericSchema & {
  readonly pipe?: readonly (v.GenericSchema | v.GenericPipeAction)[]
  readonly entries?: Readonly<Record<string, AnySchema>>
  readonly item?: AnySchema
  readonly items?: readonly AnySchema[]
  readonly wrapped?: AnySchema
  readonly key?: string
  readonly options?: readonly unknown[]
  readonly literal?: unknown
}
type Action = v.GenericPipeAction & { readonly requirement?: unknown }

const never: CanonicalCheck = () => false
/** Actions that say something to the compiler only. */
const typeOnly = new Set(['brand', 'readonly'])

function actionCheck(action: Action): CanonicalCheck {
  const { requirement } = action
  switch (action.type) {
    case 'finite':
      return (value) => Number.isFinite(value)
    case 'integer':
      return (value) => Number.isInteger(value)
    case 'min_value':
      return (value) => (value as number) >= (requirement as number)
    case 'max_value':
      return (value) => (value as number) <= (requirement as number)
    case 'min_length':
      return (value) => (value as { length: number }).length >= (requirement as number)
    case 'length':
      return (value) => (value as { length: number }).length === requirement
    case 'regex':
      return (value) => (requirement as RegExp).test(value as string)
    default:
      return never
  }
}

function objectCheck(entries: Readonly<Record<string, AnySchema>>): CanonicalCheck {
  const names = Object.keys(entries)
  const checks = names.map((name) => compile(entries[name] as AnySchema))
  const isOptional = names.map((name) => entries[name]?.type === 'optional')
  const count = names.length
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
    const record = value as Record<string, unknown>
    let at = 0
    for (const name in record) {
      while (at < count && names[at] !== name) {
        if (!isOptional[at]) return false
        at++
      }
      if (at === count || !(checks[at] as CanonicalCheck)(record[name])) return false
      at++
    }
    for (; at < count; at++) if (!isOptional[at]) return false
    return true
  }
}

function variantCheck(key: string, options: readonly AnySchema[]): CanonicalCheck {
  const byTag = new Map<unknown, CanonicalCheck>()
  for (const option of options) {
    const tag = option.entries?.[key]
    if (option.type !== 'object' || tag?.type !== 'literal' || byTag.has(tag.literal)) return never
    byTag.set(tag.literal, compile(option))
  }
  return (value) => {
    if (typeof value !== 'object' || value === null) return false
    return byTag.get((value as Record<string, unknown>)[key])?.(value) ?? false
  }
}

function baseCheck(schema: AnySchema): CanonicalCheck {
  switch (schema.type) {
    case 'string':
      return (value) => typeof value === 'string'
    case 'number':
      return (value) => typeof value === 'number' && !Number.isNaN(value)
    case 'boolean':
      return (value) => typeof value === 'boolean'
    case 'literal':
      return (value) => value === schema.literal
    case 'picklist': {
      const options = new Set(schema.options)
      return (value) => options.has(value)
    }
    case 'optional': {
      const wrapped = compile(schema.wrapped as AnySchema)
      return (value) => value !== undefined && wrapped(value)
    }
    case 'nullable': {
      const wrapped = compile(schema.wrapped as AnySchema)
      return (value) => value === null || wrapped(value)
    }
    case 'array': {
      const item = compile(schema.item as AnySchema)
      return (value) => {
        if (!Array.isArray(value)) return false
        for (let i = 0; i < value.length; i++) if (!item(value[i])) return false
        return true
      }
    }
    case 'tuple': {
      const items = (schema.items ?? []).map(compile)
      return (value) =>
        Array.isArray(value) && value.length === items.length && items.every((item, index) => item(value[index]))
    }
    case 'object':
      return objectCheck(schema.entries ?? {})
    case 'variant':
      return variantCheck(schema.key ?? '', (schema.options ?? []) as readonly AnySchema[])
    default:
      return never
  }
}

function compile(schema: AnySchema): CanonicalCheck {
  const [base, ...actions] = schema.pipe ?? [schema]
  // A pipe on a pipe keeps the inner one as its first step.
  const isPiped = base !== schema && (base as AnySchema).pipe !== undefined
  const check = isPiped ? compile(base as AnySchema) : baseCheck(base as AnySchema)
  const steps = actions
    .filter((action) => !typeOnly.has(action.type))
    .map((action) => (action.kind === 'schema' ? never : actionCheck(action as Action)))
  const [first, ...more] = steps
  if (first === undefined) return check
  if (more.length === 0) return (value) => check(value) && first(value)
  return (value) => check(value) && first(value) && more.every((step) => step(value))
}

/**
 * A fast check made from a schema, for values out of `JSON.parse`. True exactly when the schema takes the value and gives it back as it
 * is: no unknown field, fields in the schema's order. Of schemas and actions it does not know it says false, so a false means "ask valibot".
 */
export function canonicalCheck(schema: v.GenericSchema): CanonicalCheck {
  return compile(schema as AnySchema)
}
