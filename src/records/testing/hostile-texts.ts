/** Texts that a model may answer to trick whoever shows them: each is dangerous in at least one format. */
export const HOSTILE_TEXTS = [
  '<script>alert(1)</script><img src=x onerror=alert(2)>',
  '\u001b[2J\u001b]0;owned\u0007 \u009b31m',
  '=cmd|"/c calc"!A1',
  '+1+1',
  '-2+3',
  '@SUM(A1)',
  '\t=1+1',
  'first line\r\nsecond | line\n# heading\n- item',
  'NUL \u0000 and backspace \b',
  'lone \ud800 surrogate \udc00',
  'right\u202eto left\u2066',
  '[link](javascript:alert(1)) ![image](https://example.invalid/x.png) @everyone #1',
  '``` fence `tick` \\| pipe',
  '"quoted", and, commas',
  '__proto__',
]
