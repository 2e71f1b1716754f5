import { CREDENTIAL_FORMATS } from "../../core";

/**
 * Made-up credentials, one for each format. They are put together here, from parts and a counter, so that no file of the
 * repository holds a text that a secret scanner would stop.
 */
const ALPHABET = "aB3dE5fG7hJ9kL2mN4pQ6rS8tU";

/** `length` characters of an alphabet, the same ones every time. */
export function filler(length: number, alphabet = ALPHABET): string {
  return Array.from({ length }, (_, index) => alphabet[(index * 7 + Math.floor(index / 11)) % alphabet.length]).join(
    "",
  );
}

const HEX = "9f1c3a5e7b0d2846";
const hex = (length: number): string => filler(length, HEX);
const joined = (...parts: string[]): string => parts.join("");

const MADE: Readonly<Record<string, string>> = {
  "aws-access-key-id": joined("AK", "IA", filler(16, "Q3RT7UVW2XYZ5ABC")),
  "aws-secret-access-key": joined("aws_secret_", "access_key=", filler(40)),
  "google-api-key": joined("AI", "za", filler(35)),
  "azure-storage-key": joined("AccountName=x;Account", "Key=", filler(86), "=="),
  "azure-client-secret": joined("abc", "8Q", "~", filler(34)),
  "github-token": joined("gh", "p_", filler(36)),
  "github-fine-grained-token": joined("github", "_pat_", filler(22), "_", filler(59)),
  "gitlab-token": joined("gl", "pat-", filler(20)),
  "bitbucket-token": joined("ATAT", "T3xFfG", filler(60)),
  "slack-token": joined("xo", "xb-", "123456789012-", filler(24)),
  "slack-webhook": joined("https://hooks.slack", ".com/services/", "T0AB1CD2E/B0AB1CD2E/", filler(24)),
  "discord-webhook": joined("https://discord", ".com/api/webhooks/", "123456789012345678/", filler(68)),
  "stripe-key": joined("sk", "_live_", filler(24)),
  "square-token": joined("sq0", "atp-", filler(22)),
  "twilio-auth-token": joined("TWILIO_AUTH_", "TOKEN=", hex(32)),
  "sendgrid-key": joined("SG", ".", filler(22), ".", filler(43)),
  "pulumi-token": joined("pu", "l-", hex(40)),
  "npm-token": joined("np", "m_", filler(36)),
  "pypi-token": joined("py", "pi-Ag", filler(90)),
  "docker-token": joined("dckr", "_pat_", filler(27)),
  "terraform-token": joined(filler(14), ".atlas", "v1.", filler(67)),
  "digitalocean-token": joined("dop", "_v1_", hex(64)),
  "datadog-key": joined("DD_API", "_KEY=", hex(32)),
  "openai-key": joined("sk-", "proj-", filler(48)),
  "anthropic-key": joined("sk-", "ant-api03-", filler(90)),
  "huggingface-token": joined("h", "f_", filler(34)),
  "vault-token": joined("hv", "s.", filler(90)),
  "circleci-token": joined("CCI", "PAT_", filler(22), "_", hex(40)),
  "grafana-token": joined("gl", "sa_", filler(32), "_", hex(8)),
  "private-key": joined(
    "-----BEGIN RSA ",
    "PRIVATE KEY-----\n",
    filler(64),
    "\n",
    filler(64),
    "\n-----END RSA ",
    "PRIVATE KEY-----",
  ),
  jwt: joined("ey", "J", filler(33), ".", "ey", "J", filler(60), ".", filler(43)),
  "url-password": joined("postgres", "://app:", filler(16), "@db.internal:5432/app"),
};

export const SAMPLES: Readonly<Record<string, string>> = Object.fromEntries(
  CREDENTIAL_FORMATS.map(({ id }) => {
    const sample = MADE[id];
    if (sample === undefined) {
      throw new Error(`There is no sample of ${id}`);
    }
    return [id, sample];
  }),
);

/** The keys of AWS's documentation. */
export const AWS_EXAMPLE_ID = joined("AKIA", "IOSFODNN7", "EXAMPLE");
export const AWS_EXAMPLE_SECRET = joined("wJalrXUtnFEMI/K7MDENG", "/bPxRfiCYEXAMPLEKEY");
