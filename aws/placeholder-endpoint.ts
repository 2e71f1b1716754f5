/**
 * Domains that belong to nobody who could read an alert.
 * https://www.rfc-editor.org/rfc/rfc2606 and https://www.rfc-editor.org/rfc/rfc6761
 */
const RESERVED_DOMAIN = /(^|\.)(example(\.(com|net|org))?|test|invalid|localhost)$/;

/** What samples put in place of one's own domain. */
const SAMPLE_DOMAIN = /^(www\.)?(your|my)[-_]?(company|domain|org|organi[sz]ation)\.[a-z.]+$/;

const FILLER_DOMAIN = /^(change[-_]?(me|it|this)|replace[-_]?(me|it|this)|place[-_]?holder)\./;

/** Words that stand where a name belongs until somebody fills it in, alone or before the @. */
const FILLER =
  /^(change[-_.]?(me|it|this)|replace[-_.]?(me|it|this)|your[-_.]?(e?mail|name|address|team)([-_.]?address)?|place[-_.]?holder|fix[-_.]?me|to[-_.]?do|tbd|n\/a|none|dummy|x{3,})$/;

/** Whether the endpoint of a subscription is a stand-in that nobody reads: `ops@example.com`, `changeme@acme.com`, `<email>`. */
export function isPlaceholderEndpoint(endpoint: string): boolean {
  const text = endpoint.trim().toLowerCase();
  if (text === "" || /[<>{}]|\$\(/.test(text)) {
    return true;
  }
  const host = /^https?:\/\/(?:[^/@]*@)?([^/:?#]*)/.exec(text)?.[1];
  if (host !== undefined) {
    return isPlaceholderDomain(host);
  }
  const at = text.lastIndexOf("@");
  return at < 0
    ? FILLER.test(text)
    : FILLER.test(text.slice(0, at).replace(/\+.*$/, "")) || isPlaceholderDomain(text.slice(at + 1));
}

function isPlaceholderDomain(domain: string): boolean {
  const bare = domain.replace(/\.$/, "");
  return RESERVED_DOMAIN.test(bare) || SAMPLE_DOMAIN.test(bare) || FILLER_DOMAIN.test(bare);
}
