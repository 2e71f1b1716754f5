import { CREDENTIAL_FORMATS, findAssignments, findCredentials, looksRandom, redact } from "../../core";
import { AWS_EXAMPLE_ID, AWS_EXAMPLE_SECRET, filler, SAMPLES } from "../harness/credentials";

const ids = (text: string): string[] => findCredentials(text).map(({ format }) => format.id);

describe("the table of credential formats", () => {
  it("has unique ids, a source each, and hints in lower case", () => {
    expect(new Set(CREDENTIAL_FORMATS.map(({ id }) => id)).size).toBe(CREDENTIAL_FORMATS.length);
    for (const { id, source, hints, pattern } of CREDENTIAL_FORMATS) {
      expect([id, source]).toEqual([expect.stringMatching(/^[a-z][a-z-]+$/), expect.stringMatching(/^https:\/\//)]);
      expect([id, hints.map((hint) => hint.toLowerCase())]).toEqual([id, [...hints]]);
      expect([id, pattern.global]).toEqual([id, true]);
    }
  });

  describe.each(CREDENTIAL_FORMATS.map(({ id }) => [id, SAMPLES[id] ?? ""]))("%s", (id, sample) => {
    it.each([
      ["alone", sample],
      ["in a shell script", `#!/bin/sh\nexport THING="${sample}"\necho done`],
      ["in JSON text inside JSON", JSON.stringify({ a: JSON.stringify({ b: sample }) })],
      ["in YAML", `a:\n  - b: ${sample}\n`],
    ])("is recognised %s, once", (_, text) => {
      expect(ids(text)).toEqual([id]);
    });

    it("is masked as a whole", () => {
      const secret = sample.slice(-12).trim();
      const masked = redact(`before ${sample} after`);
      expect(masked).toMatch(/^before .*\[an? .*\].* after$/s);
      // A URL keeps its host and path, a PEM block its dashes.
      expect(id === "url-password" || id === "private-key" || !masked.includes(secret)).toBe(true);
    });

    it("is not seen in a longer word", () => {
      const isContextual = /[=:/-]/.test(sample);
      expect(isContextual ? [] : ids(`abc${sample}`)).toEqual([]);
    });
  });

  it("finds several in order of place", () => {
    expect(ids(`${SAMPLES["npm-token"]} ${SAMPLES["github-token"]} ${SAMPLES["pulumi-token"]}`)).toEqual([
      "npm-token",
      "github-token",
      "pulumi-token",
    ]);
  });

  it("knows the example keys of AWS's documentation", () => {
    const found = findCredentials(`AWS_ACCESS_KEY_ID=${AWS_EXAMPLE_ID} AWS_SECRET_ACCESS_KEY=${AWS_EXAMPLE_SECRET}`);
    expect(found.map(({ isExample }) => isExample)).toEqual([true, true]);
  });

  it("recognises the AWS secret key beside its name in many forms", () => {
    const secret = filler(40);
    for (const text of [
      `AWS_SECRET_ACCESS_KEY=${secret}`,
      `aws_secret_access_key = ${secret}`,
      `aws configure set aws_secret_access_key ${secret}`,
      `"SecretAccessKey": "${secret}"`,
      `secretAccessKey: '${secret}'`,
      `{"name":"AWS_SECRET_ACCESS_KEY","value":"${secret}"}`,
    ]) {
      expect([text, ids(text)]).toEqual([text, ["aws-secret-access-key"]]);
    }
  });

  it("recognises every kind of private key, and neither public keys nor certificates", () => {
    const block = (kind: string): string => [`-----BEGIN ${kind}-----`, filler(64), `-----END ${kind}-----`].join("\n");
    for (const kind of ["RSA ", "EC ", "OPENSSH ", "DSA ", "ENCRYPTED ", ""].map((one) => `${one}PRIVATE KEY`)) {
      expect([kind, ids(block(kind))]).toEqual([kind, ["private-key"]]);
    }
    expect(ids(["-----BEGIN PGP PRIVATE", " KEY BLOCK-----\nVersion: GnuPG v2\n\n", filler(64)].join(""))).toEqual([
      "private-key",
    ]);
    expect(ids(block("PUBLIC KEY"))).toEqual([]);
    expect(ids(block("CERTIFICATE"))).toEqual([]);
  });

  it("takes passwords in URLs, but no references, placeholders or ports", () => {
    const url = (password: string): string => `postgres://app:${password}@db.internal/app`;
    expect(ids(url(filler(10)))).toEqual(["url-password"]);
    expect(ids(url("password"))).toEqual(["url-password"]);
    for (const innocent of [
      "${DB_PASSWORD}",
      "$DB_PASSWORD",
      "$(cat /run/pw)",
      "{{password}}",
      "<password>",
      "****",
      "%(password)s",
      "%PW%",
    ]) {
      expect([innocent, ids(url(innocent))]).toEqual([innocent, []]);
    }
    expect(ids("http://localhost:8080/users/@me https://db.internal:5432/a@b postgres://app@db/app")).toEqual([]);
    expect(ids("postgres://user:password@host:5432/db")).toEqual([]);
  });

  it.each([
    ["digests", "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"],
    ["commit ids", "9fceb02d0ae598e95dc970b74767f19372d61af8"],
    [
      "integrity hashes",
      "sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg==",
    ],
    ["ARNs", "arn:aws:secretsmanager:us-east-1:123456789012:secret:prod/db-AbCdEf"],
    ["ids of AWS", "AIDAQ3RT7UVW2XYZ5ABCD AROAQ3RT7UVW2XYZ5ABCD i-0123456789abcdef0"],
    [
      "references",
      "{{resolve:secretsmanager:db:SecretString:password}} ${AWS_SECRET_ACCESS_KEY} $(aws secretsmanager get)",
    ],
    [
      "placeholders",
      `ghp_${"x".repeat(36)} AKIA${"X".repeat(16)} xoxb-your-token-here hvs.your-vault-token-goes-right-here`,
    ],
    ["words", "Twilio secret sauce, the Datadog api key is kept elsewhere, eyJustKidding"],
  ])("passes %s", (_, text) => {
    expect(ids(text)).toEqual([]);
  });

  it.each([
    ["one long word", "a"],
    ["beginnings of tokens", "eyJ"],
    ["beginnings of PEM blocks", "-----BEGIN PRIVATE KEY-----\n"],
    ["beginnings of URLs", "postgres://a:"],
    ["assignments", 'password="'],
    ["names and dashes", "aws_secret_access_key "],
    ["dots", "eyJa.eyJa."],
    ["spaces", " \n"],
    ["options", "--password "],
    ["prefixes", "ghp_glpat-xoxb-sk-ant-hvs.SG.AKIA"],
  ])("searches 5 MB of %s in time that grows with its length", (_, part) => {
    const text = part.repeat(Math.ceil(5_000_000 / part.length));
    const began = performance.now();
    findCredentials(text);
    findAssignments(text, () => true);
    expect(performance.now() - began).toBeLessThan(3_000);
  });
});

describe("assignments", () => {
  const names = (text: string): string[] => findAssignments(text, () => true).map(({ name }) => name);
  const dense = filler(14);

  it("are found in shell, JSON, YAML, INI and options", () => {
    expect(names(`DB_PASSWORD=${dense}`)).toEqual(["DB_PASSWORD"]);
    expect(names(`{"dbPassword": "${dense}"}`)).toEqual(["dbPassword"]);
    expect(names(JSON.stringify(JSON.stringify({ dbPassword: dense })))).toEqual(["dbPassword"]);
    expect(names(`db_password: '${dense}'`)).toEqual(["db_password"]);
    expect(names(`tool --password ${dense}`)).toEqual(["--password"]);
  });

  it("are none for references and words", () => {
    for (const value of [
      "$X1aaaaaaaaaa",
      "${X1}aaaaaaaa",
      "$(cat x1)",
      "required-by-law",
      "/run/secrets/db1",
      "https://a1.b2/c3D",
    ]) {
      expect([value, names(`DB_PASSWORD=${value}`)]).toEqual([value, []]);
    }
  });

  it("look random when long, mixed and dense", () => {
    expect([filler(10), "zT9vKq27LmXw", "hunter2-Correct"].map(looksRandom)).toEqual([true, true, true]);
    expect(
      [
        "aaaaaaaa1",
        "password",
        "1.22.333.4444",
        "db.internal.acme1.io",
        "9fceb02d0ae598e95dc970b74767f19372d61af8",
      ].map(looksRandom),
    ).toEqual([false, false, false, false, false]);
  });
});
