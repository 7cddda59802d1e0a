import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** A secret for one start of the server. */
export function makeToken(): string {
  return randomBytes(24).toString('base64url')
}

/** Compares without telling by its duration where two texts differ. */
export function equalsSecretly(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}

/**
 * The path segment below which pictures lie: an image element can send no header, and the token itself must not appear in
 * addresses, which browsers keep. Nobody can derive the one from the other.
 */
export function imageSegment(token: string): string {
  return createHmac('sha256', token).update('image').digest('base64url').slice(0, 24)
}
