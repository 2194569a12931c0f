/** Any value that survives `JSON.parse(JSON.stringify(value))` unchanged. */
export type Json = null | boolean | number | string | Json[] | JsonObject

/** A JSON object. Parsed from untrusted text it may be created without a prototype. */
export type JsonObject = { [key: string]: Json }
