/** A credential format of a vendor, recognisable by its text, or by its text and the name beside it. */
export interface CredentialFormat {
  /** Such as `aws-access-key-id`; finding keys use it. */
  readonly id: string;
  /** What it is, for the reader of a finding: `a GitHub token`. */
  readonly name: string;
  /** A text without any of these has no such credential. Lower case. */
  readonly hints: readonly string[];
  /** Linear in the length of the text. The credential is the group `secret`, else the whole match. */
  readonly pattern: RegExp;
  /** The vendor's page that documents the format. */
  readonly source: string;
  /** Whether what matched is one indeed; true when absent. */
  readonly accepts?: (secret: string, match: RegExpMatchArray) => boolean;
}

/** Where a credential was recognised. The text itself is never handed on. */
export interface FoundCredential {
  readonly format: CredentialFormat;
  readonly index: number;
  readonly length: number;
  /** One of the keys that AWS's documentation uses as examples; it opens nothing. */
  readonly isExample: boolean;
}

/** What may stand between a name and its value in shell, JSON, YAML, INI, or a `{ name, value }` pair. */
const ASSIGNED = `["'\\\\\\s:=>,]{1,12}(?:value["'\\\\\\s:=]{1,8})?`;

/** The recognised formats. Every unbounded-looking part is bounded, and begins where no such part can be under way. */
export const CREDENTIAL_FORMATS: readonly CredentialFormat[] = [
  {
    id: "aws-access-key-id",
    name: "an AWS access key id",
    hints: ["akia", "asia"],
    pattern: /(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])/g,
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html",
  },
  {
    id: "aws-secret-access-key",
    name: "an AWS secret access key",
    hints: ["aws_secret", "awssecret", "secret_access", "secretaccess"],
    pattern: new RegExp(
      `(?:aws_?secret(?:_?access)?_?key|secret_?access_?key)${ASSIGNED}(?<secret>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])`,
      "gi",
    ),
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html",
    accepts: (secret) => /[A-Z]/.test(secret) && /[a-z]/.test(secret),
  },
  {
    id: "google-api-key",
    name: "a Google API key",
    hints: ["aiza"],
    pattern: /(?<![A-Za-z0-9_-])AIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])/g,
    source: "https://cloud.google.com/docs/authentication/api-keys",
  },
  {
    id: "azure-storage-key",
    name: "an Azure storage account key",
    hints: ["accountkey"],
    pattern: /AccountKey\s{0,4}=\s{0,4}(?<secret>[A-Za-z0-9+/]{86}==)/g,
    source: "https://learn.microsoft.com/azure/storage/common/storage-configure-connection-string",
  },
  {
    id: "azure-client-secret",
    name: "a Microsoft Entra client secret",
    hints: ["7q~", "8q~"],
    pattern: /(?<![A-Za-z0-9_.~-])[A-Za-z0-9_.~-]{3}[78]Q~[A-Za-z0-9_.~-]{31,34}(?![A-Za-z0-9_.~-])/g,
    source: "https://learn.microsoft.com/purview/sit-defn-azure-ad-client-secret",
  },
  {
    id: "github-token",
    name: "a GitHub token",
    hints: ["ghp_", "gho_", "ghu_", "ghs_", "ghr_"],
    pattern: /(?<![A-Za-z0-9_])gh[pousr]_(?<secret>[A-Za-z0-9]{30,255})(?![A-Za-z0-9_])/g,
    source: "https://github.blog/changelog/2021-03-31-authentication-token-format-updates-are-generally-available/",
  },
  {
    id: "github-fine-grained-token",
    name: "a GitHub fine-grained token",
    hints: ["github_pat_"],
    pattern: /(?<![A-Za-z0-9_])github_pat_(?<secret>[A-Za-z0-9_]{22,255})(?![A-Za-z0-9_])/g,
    source:
      "https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github",
  },
  {
    id: "gitlab-token",
    name: "a GitLab token",
    hints: ["glpat-", "gldt-", "glrt-", "glcbt-", "glptt-", "glft-", "glimt-", "glagent-", "glsoat-", "gloas-"],
    pattern:
      /(?<![A-Za-z0-9_-])gl(?:pat|dt|rt|cbt|ptt|ft|imt|agent|soat|oas)-(?<secret>[A-Za-z0-9_.-]{20,300})(?![A-Za-z0-9_-])/g,
    source: "https://docs.gitlab.com/17.5/ee/security/tokens",
  },
  {
    id: "bitbucket-token",
    name: "a Bitbucket or Atlassian token",
    hints: ["atatt3xffg", "atctt3xffg", "atbb"],
    pattern: /(?<![A-Za-z0-9_-])(?:AT[AC]TT3xFfG[A-Za-z0-9_=-]{20,400}|ATBB[A-Za-z0-9]{28,36})(?![A-Za-z0-9_=-])/g,
    source:
      "https://community.atlassian.com/forums/Bitbucket-questions/Can-we-confirm-BitBucket-s-token-prefixes/qaq-p/3093481",
    accepts: (secret) => /\d/.test(secret),
  },
  {
    id: "slack-token",
    name: "a Slack token",
    hints: ["xox", "xapp-"],
    pattern: /(?<![A-Za-z0-9_-])(?:xox[abeoprs](?:\.xox[bp])?|xapp)-(?<secret>[A-Za-z0-9-]{10,300})(?![A-Za-z0-9-])/g,
    source: "https://api.slack.com/concepts/token-types",
    accepts: (secret) => /\d/.test(secret),
  },
  {
    id: "slack-webhook",
    name: "a Slack webhook URL",
    hints: ["hooks.slack.com"],
    pattern:
      /hooks\.slack\.com\/(?:services|workflows|triggers)\/[A-Za-z0-9]{3,40}\/(?:[A-Za-z0-9]{3,40}\/){0,2}(?<secret>[A-Za-z0-9]{16,64})(?![A-Za-z0-9])/g,
    source: "https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks",
  },
  {
    id: "discord-webhook",
    name: "a Discord webhook URL",
    hints: ["/webhooks/"],
    pattern:
      /discord(?:app)?\.com\/api\/(?:v\d{1,2}\/)?webhooks\/\d{5,20}\/(?<secret>[A-Za-z0-9_-]{50,120})(?![A-Za-z0-9_-])/g,
    source: "https://discord.com/developers/docs/resources/webhook",
  },
  {
    id: "stripe-key",
    name: "a Stripe secret key",
    hints: ["sk_live_", "sk_test_", "rk_live_", "rk_test_", "whsec_"],
    pattern:
      /(?<![A-Za-z0-9_])(?:[sr]k_(?:live|test)_(?<secret>[A-Za-z0-9]{16,250})|whsec_[A-Za-z0-9+/=]{24,250})(?![A-Za-z0-9_])/g,
    source: "https://docs.stripe.com/keys",
  },
  {
    id: "square-token",
    name: "a Square token",
    hints: ["sq0atp-", "sq0csp-", "eaaa"],
    pattern: /(?<![A-Za-z0-9_+/-])(?:sq0(?:atp|csp)-[A-Za-z0-9_-]{22,43}|EAAA[A-Za-z0-9_-]{60})(?![A-Za-z0-9_+/=-])/g,
    source: "https://developer.squareup.com/docs/build-basics/access-tokens",
  },
  {
    id: "twilio-auth-token",
    name: "a Twilio auth token",
    hints: ["twilio"],
    pattern: new RegExp(
      `twilio_?(?:auth_?token|api_?(?:key_?)?secret|secret)${ASSIGNED}(?<secret>[A-Za-z0-9]{32})(?![A-Za-z0-9])`,
      "gi",
    ),
    source: "https://www.twilio.com/docs/iam/api/authtoken",
    accepts: (secret) => /\d/.test(secret),
  },
  {
    id: "sendgrid-key",
    name: "a SendGrid API key",
    hints: ["sg."],
    pattern: /(?<![A-Za-z0-9_.-])SG\.[A-Za-z0-9_-]{22}\.(?<secret>[A-Za-z0-9_-]{43})(?![A-Za-z0-9_-])/g,
    source: "https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys",
  },
  {
    id: "pulumi-token",
    name: "a Pulumi access token",
    hints: ["pul-"],
    pattern: /(?<![A-Za-z0-9_-])pul-(?<secret>[0-9a-f]{32,64})(?![A-Za-z0-9_-])/g,
    source: "https://www.pulumi.com/docs/pulumi-cloud/reference/personal-access-tokens",
  },
  {
    id: "npm-token",
    name: "an npm token",
    hints: ["npm_"],
    pattern: /(?<![A-Za-z0-9_])npm_(?<secret>[A-Za-z0-9]{36})(?![A-Za-z0-9_])/g,
    source: "https://github.blog/2021-09-23-announcing-npms-new-access-token-format/",
  },
  {
    id: "pypi-token",
    name: "a PyPI token",
    hints: ["pypi-ag"],
    pattern: /(?<![A-Za-z0-9_-])pypi-Ag(?<secret>[A-Za-z0-9_-]{50,1000})(?![A-Za-z0-9_-])/g,
    source: "https://pypi.org/help/#apitoken",
  },
  {
    id: "docker-token",
    name: "a Docker Hub token",
    hints: ["dckr_pat_", "dckr_oat_"],
    pattern: /(?<![A-Za-z0-9_-])dckr_[po]at_(?<secret>[A-Za-z0-9_-]{24,64})(?![A-Za-z0-9_-])/g,
    source: "https://docs.docker.com/security/access-tokens",
  },
  {
    id: "terraform-token",
    name: "an HCP Terraform token",
    hints: [".atlasv1."],
    pattern: /(?<![A-Za-z0-9])[A-Za-z0-9]{14}\.atlasv1\.(?<secret>[A-Za-z0-9_=-]{60,70})(?![A-Za-z0-9_=-])/g,
    source: "https://developer.hashicorp.com/terraform/cloud-docs/users-teams-organizations/api-tokens",
  },
  {
    id: "digitalocean-token",
    name: "a DigitalOcean token",
    hints: ["dop_v1_", "doo_v1_", "dor_v1_"],
    pattern: /(?<![A-Za-z0-9_])do[opr]_v1_(?<secret>[0-9a-f]{64})(?![A-Za-z0-9_])/g,
    source: "https://docs.digitalocean.com/notes/2022/api-token-format",
  },
  {
    id: "datadog-key",
    name: "a Datadog key",
    hints: ["dd_a", "dd-a", "datadog"],
    pattern: new RegExp(
      `(?:dd|datadog)[_-]?(?:api|app|application)[_-]?key${ASSIGNED}(?<secret>[0-9a-f]{32}(?:[0-9a-f]{8})?)(?![A-Za-z0-9])`,
      "gi",
    ),
    source: "https://docs.datadoghq.com/account_management/api-app-keys/",
  },
  {
    id: "openai-key",
    name: "an OpenAI API key",
    hints: ["sk-proj-", "sk-svcacct-", "sk-admin-", "t3blbkfj"],
    pattern:
      /(?<![A-Za-z0-9_-])sk-(?:(?:proj|svcacct|admin)-(?<secret>[A-Za-z0-9_-]{20,250})|[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20})(?![A-Za-z0-9_-])/g,
    source: "https://platform.openai.com/docs/api-reference/authentication",
    accepts: (secret) => /\d/.test(secret),
  },
  {
    id: "anthropic-key",
    name: "an Anthropic API key",
    hints: ["sk-ant-"],
    pattern: /(?<![A-Za-z0-9_-])sk-ant-[a-z]{3,8}\d{2}-(?<secret>[A-Za-z0-9_-]{20,250})(?![A-Za-z0-9_-])/g,
    source: "https://platform.claude.com/docs/en/get-api-key",
  },
  {
    id: "huggingface-token",
    name: "a Hugging Face token",
    hints: ["hf_"],
    pattern: /(?<![A-Za-z0-9_])hf_(?<secret>[A-Za-z0-9]{30,40})(?![A-Za-z0-9_])/g,
    source: "https://huggingface.co/docs/hub/security-tokens",
  },
  {
    id: "vault-token",
    name: "a HashiCorp Vault token",
    hints: ["hvs.", "hvb.", "hvr."],
    pattern: /(?<![A-Za-z0-9_.-])hv[sbr]\.(?<secret>[A-Za-z0-9_-]{24,300})(?![A-Za-z0-9_-])/g,
    source: "https://developer.hashicorp.com/vault/docs/concepts/tokens",
    accepts: (secret) => /\d/.test(secret),
  },
  {
    id: "circleci-token",
    name: "a CircleCI token",
    hints: ["ccipat_", "cciprj_"],
    pattern: /(?<![A-Za-z0-9_])CCIP(?:AT|RJ)_[A-Za-z0-9]{20,24}_(?<secret>[0-9a-f]{40})(?![A-Za-z0-9_])/g,
    source: "https://circleci.com/changelog/new-format-for-api-access-tokens",
  },
  {
    id: "grafana-token",
    name: "a Grafana service account token",
    hints: ["glsa_"],
    pattern: /(?<![A-Za-z0-9_])glsa_(?<secret>[A-Za-z0-9]{32}_[0-9a-f]{8})(?![A-Za-z0-9_])/g,
    source: "https://grafana.com/docs/learning-paths/deploy-dashboard-terraform/create-service-account/",
  },
  {
    id: "private-key",
    name: "a private key",
    hints: ["private key"],
    // A header in between (Proc-Type, Version) is skipped; the header alone, as grep looks for it, is no key.
    pattern:
      /-----BEGIN (?:[A-Z0-9]{2,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----(?:\\{0,3}[nr]|\\|\s){1,16}(?:[A-Za-z-]{2,20}: [^\n\\]{0,200}(?:\\{1,3}[nr]|\s){1,16}){0,4}(?<secret>[A-Za-z0-9+/=]{4,}[^-]{0,16000})/g,
    source: "https://www.rfc-editor.org/rfc/rfc7468",
  },
  {
    id: "jwt",
    name: "a JSON web token",
    hints: ["eyj"],
    pattern:
      /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{10,2048}\.eyJ[A-Za-z0-9_-]{10,8192}\.(?<secret>[A-Za-z0-9_-]{16,2048})(?![A-Za-z0-9_-])/g,
    source: "https://www.rfc-editor.org/rfc/rfc7519",
  },
  {
    id: "url-password",
    name: "a URL with a password",
    hints: ["@"],
    pattern:
      /(?:postgres(?:ql)?|mysql|mariadb|mongodb|redis|rediss|amqps?|mssql|sqlserver|oracle|clickhouse|cockroachdb|snowflake|ldaps?|smtps?|ftp|sftp|ssh|https?|git|srv|\+[a-z0-9]{2,12}):\/\/(?<user>[^\s:@/"'<>{}\\?#]{0,128}):(?<secret>[^\s@/"'<>{}\\]{1,256})@(?<host>[^\s/:"'<>{}\\?#,]{1,255})/g,
    source: "https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1",
    accepts: isUrlPassword,
  },
];

/** A password in a URL that a shell, a template or the reader is meant to fill in is none. */
function isUrlPassword(secret: string, match: RegExpMatchArray): boolean {
  if (/^[$%[]/.test(secret) || secret.includes("$(") || secret.includes("%(")) {
    return false;
  }
  const isExampleHost = /^(?:host(?:name)?|server|domain|example\.(?:com|org|net)|.*\.example)$/i.test(
    match.groups?.["host"] ?? "",
  );
  return !(isExampleHost && /^(?:pass(?:word|wd)?|pwd|secret|token|key)$/i.test(secret));
}

/** Longer texts are searched in their first part only: no user data or template of AWS may be this long. */
const MAX_SEARCHED = 2_000_000;

/** Any hint of any format: most texts have none and are done with. */
const ANY_HINT = new RegExp(
  [...new Set(CREDENTIAL_FORMATS.flatMap((format) => format.hints))]
    .map((hint) => hint.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
    .join("|"),
  "i",
);

/** The shortest credential of the table, a URL with a password, is longer. */
const MIN_LENGTH = 10;

/** The credentials in a text, in order of place. Takes time linear in the length of the text. */
export function findCredentials(text: string): FoundCredential[] {
  if (text.length < MIN_LENGTH || !ANY_HINT.test(text)) {
    return [];
  }
  const searched = text.length > MAX_SEARCHED ? text.slice(0, MAX_SEARCHED) : text;
  const lower = searched.toLowerCase();
  return CREDENTIAL_FORMATS.filter((format) => format.hints.some((hint) => lower.includes(hint)))
    .flatMap((format) => findOne(format, searched))
    .sort((a, b) => a.index - b.index);
}

function findOne(format: CredentialFormat, text: string): FoundCredential[] {
  const found: FoundCredential[] = [];
  for (const match of text.matchAll(format.pattern)) {
    const secret = match.groups?.["secret"] ?? match[0];
    if (!isPlaceholder(secret) && (format.accepts?.(secret, match) ?? true)) {
      const isExample = format.id.startsWith("aws-") && /EXAMPLE(?:KEY)?$/.test(secret);
      found.push({ format, index: match.index, length: match[0].length, isExample });
    }
  }
  return found;
}

/** `xxxxxxxx`, `********`, `00000000`: what documentation writes in place of a secret. */
function isPlaceholder(secret: string): boolean {
  return /^[xX*.#_0-]+$/.test(secret) || /^(?:AKIA|ASIA)?([A-Za-z])\1+$/.test(secret);
}

/** The text with every recognised credential masked, for messages. */
export function redact(text: string): string {
  let result = "";
  let end = 0;
  for (const found of findCredentials(text)) {
    if (found.index >= end) {
      result += `${text.slice(end, found.index)}[${found.format.name}]`;
      end = found.index + found.length;
    } else {
      end = Math.max(end, found.index + found.length);
    }
  }
  return result + text.slice(end);
}

/** Where a text assigns something like a password to a name, without a vendor's format to prove it. */
export interface FoundAssignment {
  /** The name that it is assigned to, such as `DB_PASSWORD`. */
  readonly name: string;
  readonly index: number;
}

const ASSIGNMENT_HINT = /pass|pwd|secret|token|credential|api_?key|access_?key|private_?key/i;

/**
 * `DB_PASSWORD=...`, `"apiToken": "..."`, `--password ...`. The name is bounded and begins where none is under way. Text
 * in quotes may have anything in it; without quotes it ends at a space or what ends a command.
 */
const ASSIGNMENT =
  /(?<![A-Za-z0-9_.-])(?<name>[A-Za-z_-][A-Za-z0-9_.-]{0,80})\\?["']?(?:\s{0,3}[:=]{1,2}>?\s{0,3}|(?<=--[a-z-]{0,80})\s{1,3})(?:\\?(?<quote>["'])(?<quoted>[^"'\\\n]{6,200})\\?\k<quote>|(?<bare>[^\s"'`;,&|<>(){}\\]{6,200}))/g;

/**
 * Assignments of random-looking text to names for which `isSensitive` holds. References, substitutions, placeholders and
 * words are none.
 */
export function findAssignments(text: string, isSensitive: (name: string) => boolean): FoundAssignment[] {
  if (!ASSIGNMENT_HINT.test(text)) {
    return [];
  }
  const found: FoundAssignment[] = [];
  for (const match of text.slice(0, MAX_SEARCHED).matchAll(ASSIGNMENT)) {
    const { name = "", quoted, bare } = match.groups ?? {};
    const value = quoted ?? bare ?? "";
    if (looksRandom(value) && ASSIGNMENT_HINT.test(name) && isSensitive(name)) {
      found.push({ name, index: match.index });
    }
  }
  return found;
}

/**
 * Bits per character below which a text is a word, a path or a sentence rather than a secret. A text of less than eight
 * characters has less.
 */
const MIN_ENTROPY = 3;

/** Whether a text could be a generated secret: long, mixed, dense, and no reference. */
export function looksRandom(text: string): boolean {
  if (text.length > 500 || /[\s$%]|[{}<>]|^[./~]|:\/\/|^arn:/.test(text)) {
    return false;
  }
  return /\d/.test(text) && entropy(text) >= MIN_ENTROPY && !isPublicText(text);
}

/** Digests, commit ids, UUIDs, dates, versions, host names: dense, but not secret. */
function isPublicText(text: string): boolean {
  return (
    /^(?:sha\d{1,3}|md5)[-:=]/i.test(text) ||
    /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128})$/i.test(text) ||
    /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text) ||
    /^v?\d+(?:[.:T_-]\d+)*Z?$/.test(text) ||
    /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?(?:\/\S*)?$/.test(text) ||
    /^[a-z]+(?:[-_/.][a-z0-9]+)+$/.test(text)
  );
}

/** Shannon entropy in bits per character. */
export function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) {
    counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  let bits = 0;
  for (const count of counts.values()) {
    const share = count / text.length;
    bits -= share * Math.log2(share);
  }
  return bits;
}
