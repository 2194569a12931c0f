import type { JsonObject } from '../schema/json.ts'
import type { Subject } from '../schema/subject.ts'

/** A subject as it is given, with its types checked: what is evaluated, as a function of the input. */
export function defineSubject<Input = JsonObject>(subject: Subject<Input>): Subject<Input> {
  return subject
}
