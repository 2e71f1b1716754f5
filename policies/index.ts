// Generated from the files of policies/ by `npm run generate`. Do not edit.
import { settingsPolicy, type Policy } from "../core";
import credentialInPlainText from "./secrets/credential-in-plain-text";
import credentialInStackOutput from "./secrets/credential-in-stack-output";
import passwordInPlainText from "./secrets/password-in-plain-text";
import secretNotLiteral from "./secrets/secret-not-literal";
import secretPlainConfig from "./secrets/secret-plain-config";
import ssmParameterSecureString from "./secrets/ssm-parameter-secure-string";
import s3BucketVersioning from "./storage/s3-bucket-versioning";

/** All policies; the one that owns the shared settings and remembers inputs comes first. */
export const policies: readonly Policy[] = [
  settingsPolicy(),
  credentialInPlainText,
  credentialInStackOutput,
  passwordInPlainText,
  secretNotLiteral,
  secretPlainConfig,
  ssmParameterSecureString,
  s3BucketVersioning,
];
