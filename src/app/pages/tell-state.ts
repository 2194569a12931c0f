/** Says on the page's root that all of its data is unpacked, or that some is damaged: who prints or measures the page waits for it. */
export const tellState = (state: 'ready' | 'damaged'): void => {
  document.documentElement.dataset['report'] = state
}
