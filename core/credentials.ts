/** A credential format of a vendor, recognisable by its text alone. */
export interface CredentialFormat {
  /** Such as `aws-access-key-id`; finding keys use it. */
  readonly id: string;
  /** What it is, for the reader of a finding. */
  readonly name: string;
  readonly pattern: RegExp;
  /** The vendor's page that documents the format. */
  readonly source: string;
}

/** Where a credential was recognised. The text itself is never handed on. */
export interface FoundCredential {
  readonly format: CredentialFormat;
  readonly index: number;
  readonly length: number;
}

/** The recognised formats. */
export const CREDENTIAL_FORMATS: readonly CredentialFormat[] = [
  {
    id: "aws-access-key-id",
    name: "AWS access key id",
    pattern: /(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z2-7]{16}(?![A-Za-z0-9])/g,
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html",
  },
];

/** Longer texts are searched in their first part only: no user data or template of AWS may be this long. */
const MAX_SEARCHED = 2_000_000;

/** The credentials in a text, in order of place. */
export function findCredentials(text: string): FoundCredential[] {
  const searched = text.slice(0, MAX_SEARCHED);
  return CREDENTIAL_FORMATS.flatMap((format) =>
    [...searched.matchAll(format.pattern)].map((match) => ({ format, index: match.index, length: match[0].length })),
  ).sort((a, b) => a.index - b.index);
}

/** The text with every recognised credential masked, for messages. */
export function redact(text: string): string {
  let result = "";
  let end = 0;
  for (const found of findCredentials(text)) {
    if (found.index >= end) {
      result += `${text.slice(end, found.index)}[${found.format.name}]`;
      end = found.index + found.length;
    }
  }
  return result + text.slice(end);
}
