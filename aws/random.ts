/** What the provider `random` makes passwords of: https://www.pulumi.com/registry/packages/random/api-docs/ */
export const RANDOM_PASSWORD = "random:index/randomPassword:RandomPassword";
/** Mostly a part of a name. */
export const RANDOM_STRING = "random:index/randomString:RandomString";

/** What makes letters, digits and the symbols of base64 only, mostly for names. */
export const RANDOM_NUMBERS: readonly string[] = [
  "random:index/randomId:RandomId",
  "random:index/randomBytes:RandomBytes",
  "random:index/randomUuid:RandomUuid",
];
