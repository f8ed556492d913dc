// The nonce of this page's response. Two helpers of antd make a <style> without asking for it; every style made here gets it.
const NONCE = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? '';
export const nonce = NONCE === '__NONCE__' ? undefined : NONCE;

export function giveStylesTheNonce(): void {
  if (!nonce) return;
  const make = document.createElement.bind(document);
  document.createElement = ((tag: string, options?: ElementCreationOptions) => {
    const element = make(tag, options);
    if (tag.toLowerCase() === 'style') element.setAttribute('nonce', nonce);
    return element;
  }) as typeof document.createElement;
}
