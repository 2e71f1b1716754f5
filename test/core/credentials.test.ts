import { CREDENTIAL_FORMATS, findAssignments, findCredentials, looksRandom, redact } from "../../core";
import { AWS_EXAMPLE_ID, AWS_EXAMPLE_SECRET, filler, SAMPLES } from "../harness/credentials";

const LETTERS = "aBcDeFgHiJkLmNoPqRsTuVwXyZ";
const hex = (length: number): string => filler(length, "9f1c3a5e7b0d2846");
const UUID = "9f1c3a5e-7b0d-2846-9f1c-3a5e7b0d2846";

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

  it("takes passwords in URLs that only begin, end or look in part like what is none", () => {
    const at = (password: string, host = "db.internal"): string[] => ids(`postgres://app:${password}@${host}/app`);
    for (const password of ["ab$cd12", "a%20b", "ab[1]", "**ab1", "ab1**", "xxab1", "ab1xx", "..ab1", "ab1.."]) {
      expect([password, at(password)]).toEqual([password, ["url-password"]]);
    }
    for (const password of ["****", "xxxx", "XXXX", "....", "[password]", "$PW", "a$(cat", "a%(pw)s"]) {
      expect([password, at(password)]).toEqual([password, []]);
    }
  });

  it("passes a word for a password only at a host of documentation", () => {
    const at = (password: string, host: string): string[] => ids(`postgres://app:${password}@${host}/app`);
    for (const host of [
      "host",
      "hostname",
      "HOST",
      "server",
      "domain",
      "example.com",
      "example.org",
      "db.prod.example",
    ]) {
      expect([host, at("password", host)]).toEqual([host, []]);
      expect([host, at(filler(9), host)]).toEqual([host, ["url-password"]]);
    }
    for (const host of ["myhost", "host1.internal", "example.com.acme.io", "my-example.com", "db.example.acme.io"]) {
      expect([host, at("password", host)]).toEqual([host, ["url-password"]]);
    }
    for (const word of ["pass", "password", "passwd", "PWD", "secret", "token", "key"]) {
      expect([word, at(word, "host")]).toEqual([word, []]);
    }
    for (const password of ["mypassword", "password1", "tokens", "the-key"]) {
      expect([password, at(password, "host")]).toEqual([password, ["url-password"]]);
    }
  });

  it("takes 40 characters for an AWS secret key only when they are mixed as those are", () => {
    const named = (value: string): string[] => ids(`aws_secret_access_key=${value}`);
    expect(named(filler(40))).toEqual(["aws-secret-access-key"]);
    expect(named(filler(40, "9f1c3a5e7b0d2846"))).toEqual([]);
    expect(named(filler(40, "9F1C3A5E7B0D2846"))).toEqual([]);
  });

  it.each([
    ["Bitbucket", `ATBB${filler(32, LETTERS)}`],
    ["Slack", `xoxb-${filler(30, LETTERS)}`],
    ["Twilio", `TWILIO_AUTH_TOKEN=${filler(32, LETTERS)}`],
    ["OpenAI", `sk-proj-${filler(30, LETTERS)}`],
    ["Vault", `hvs.${filler(30, LETTERS)}`],
  ])("passes words in the form of a token of %s, which has digits", (_, text) => {
    expect(ids(text)).toEqual([]);
  });

  it("passes one letter again and again, but no secret that only begins or ends alike", () => {
    const token = (secret: string): string[] => ids(`gh${"p_"}${secret}`);
    for (const placeholder of ["a".repeat(36), "X".repeat(36), "0".repeat(36), "xX0".repeat(12)]) {
      expect([placeholder, token(placeholder)]).toEqual([placeholder, []]);
    }
    for (const secret of [`${filler(32)}xxxx`, `xxxx${filler(32)}`, `${filler(32)}bbbb`, `bbbb${filler(32)}`]) {
      expect([secret, token(secret)]).toEqual([secret, ["github-token"]]);
    }
  });

  it("takes for an example only what AWS's documentation ends like that", () => {
    const isExample = (text: string): boolean[] => findCredentials(text).map((one) => one.isExample);
    expect(isExample(SAMPLES["aws-access-key-id"] ?? "")).toEqual([false]);
    expect(isExample(`AK${"IA"}EXAMPLE${filler(9, "Q3RT7UVW2")}`)).toEqual([false]);
    expect(isExample(`np${"m_"}${filler(29)}EXAMPLE`)).toEqual([false]);
  });

  it("searches the first two million characters, which is longer than AWS takes", () => {
    const padding = (length: number): string => " ".repeat(length);
    const token = SAMPLES["github-token"] ?? "";
    expect(ids(`${padding(1_900_000)}${token}${padding(200_000)}`)).toEqual(["github-token"]);
    expect(ids(`${token}${padding(2_000_000)}${token}`)).toEqual(["github-token"]);
  });

  it("masks credentials that lie in or reach out of one another", () => {
    const token = SAMPLES["github-token"] ?? "";
    expect(redact(`clone https://me:${token}@github.com/a/b now`)).toBe("clone [a URL with a password]/a/b now");
    const webhook = `hooks.slack${".com"}/services/T0AB1CD2E/B0AB1CD2E/${filler(24)}`;
    expect(redact(`post https://me:s3cret@${webhook} now`)).toBe("post [a URL with a password] now");
  });

  it("masks credentials that touch", () => {
    const key = `-----BEGIN PRIVATE${" KEY"}-----\n${filler(64)}\n`;
    expect(redact(`a ${key}${key}`)).toBe("a [a private key][a private key]");
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

  it("are searched for in the first two million characters", () => {
    const padding = " ".repeat(2_000_000);
    expect(names(`A_PASSWORD=${dense}${padding}B_PASSWORD=${dense}`)).toEqual(["A_PASSWORD"]);
  });

  it.each([
    ["eight characters that are all different", "q7Xw2Kp9"],
    ["500 characters", filler(500)],
    ["signs in between", "Zx9/Kq2+Lm8."],
    ["a part that would be an ARN's beginning", "Zx9Karn:q2Lm8w"],
    ["a part that would be a digest's name", "Xsha1-q7Xw2Kp9"],
    ["hex digits, but not as many as a digest has", hex(33)],
    ["a digest with more before it", `Zq${hex(32)}`],
    ["a digest with more behind it", `${hex(32)}Zq`],
    ["a UUID with more before it", `Zq${UUID}`],
    ["a UUID with more behind it", `${UUID}Zq`],
    ["a number with more behind it", "1234567890Kq"],
    ["a host name with more before it", "Qdb1.acme.io"],
    ["a host name with more behind it", "db1.acme.io!Kq"],
    ["words with more before them", "Kq2x-some-words9"],
    ["words with more behind them", "some-words-2!Kq"],
  ])("look random with %s", (_, text) => {
    expect(looksRandom(text)).toBe(true);
  });

  it.each([
    ["seven characters", "q7Xw2Kp"],
    ["more than 500 characters", filler(501)],
    ["no digit", "qaXwzKpLmN!"],
    ["few different characters", "a1a1a1b2b2b2a1b2"],
    ["a space", "q7Xw2Kp9 Lm8"],
    ["a reference", "q7Xw2{Kp9Lm8}"],
    ["a path", "~/q7Xw2Kp9Lm8"],
    ["an ARN", "arn:aws:q7Xw2Kp9Lm8"],
    ["a digest's name", `md5-${filler(22)}`],
    ["an integrity hash", `sha384-${filler(64)}`],
    ["an MD5", hex(32)],
    ["a commit id", hex(40)],
    ["a SHA-256", hex(64)],
    ["a SHA-384 in upper case", hex(96).toUpperCase()],
    ["a SHA-512", hex(128)],
    ["a UUID", UUID],
    ["a UUID in upper case", UUID.toUpperCase()],
    ["digits alone", "1234567890"],
    ["a version", "v12.345.6789"],
    ["a time", "2026-11-30T14:58:37Z"],
    ["a host name", "db1.acme.io"],
    ["a host name of many parts", "db1.prod.eu.acme.io"],
    ["a host name and port", "db1.acme.io:5432"],
    ["a host name and path", "db1.acme.io/Some/Path?Q"],
    ["words", "required-by-law-2"],
    ["a path of words", "app/users_2/archive"],
  ])("do not look random with %s", (_, text) => {
    expect(looksRandom(text)).toBe(false);
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
