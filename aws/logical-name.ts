import { wordsOf } from "../core";

/** What people call a type besides its own words, by the class of its token. */
const SHORT_FORMS: Readonly<Record<string, string>> = {
  Bucket: "s3",
  BucketV2: "s3 bucket",
  SecurityGroup: "sg secgroup",
  Instance: "ec2 vm rds db database",
  Cluster: "rds db database aurora",
  Function: "fn func lambda",
  LoadBalancer: "lb alb nlb elb",
  TargetGroup: "tg lb alb",
  Listener: "lb alb",
  InternetGateway: "igw gw",
  NatGateway: "nat gw natgw ngw",
  RouteTable: "rt rtb",
  LaunchTemplate: "lt",
  Table: "db ddb dynamo database",
  Key: "cmk",
  Queue: "sqs",
  Topic: "sns",
  Repository: "repo",
  Distribution: "cdn cf",
  Certificate: "cert acm",
  LogGroup: "log logs lg",
  Parameter: "param ssm",
  FileSystem: "fs",
  Volume: "vol",
  Eip: "ip",
  Role: "iam",
  StateMachine: "sfn",
  Group: "asg",
  UserPool: "pool",
  Project: "cb",
  MetricAlarm: "alarm",
};

/**
 * Whether a logical name says nothing about what a resource of the type is for: each word of it, whole or taken apart
 * (`mybucket`, `s3bucket1`), is a word of the type, a number, a single letter, or one of the empty words.
 */
export function isEmptyName(name: string, type: string, emptyWords: ReadonlySet<string>): boolean {
  const known = typeWords(type);
  const isKnown = (word: string): boolean => known.has(word) || emptyWords.has(word);
  return joined(wordsOf(name)).every(
    (word) => /^(?:\d+|[a-z]\d*)$/.test(word) || isKnown(word) || isMadeOf(word, [...known, ...emptyWords]),
  );
}

/** The words with "web acl" as one: alone, "web" says what something is for, as of an association that is called so. */
function joined(words: readonly string[]): readonly string[] {
  return words.flatMap((word, index) => {
    const isWebAcl = word === "web" && /^acls?$/.test(words[index + 1] ?? "");
    return isWebAcl ? ["webacl"] : [word];
  });
}

const wordsByType = new Map<string, ReadonlySet<string>>();

/** The words of a type: its service, its name in singular and plural, and what people call it. */
function typeWords(type: string): ReadonlySet<string> {
  const kept = wordsByType.get(type);
  if (kept) {
    return kept;
  }
  const parts = type.split(":");
  const own = joined(wordsOf(parts.slice(1).join(" "))).flatMap((word) => [word, `${word}s`]);
  const words = new Set(["aws", "resource", ...own, ...(SHORT_FORMS[parts.at(-1) ?? ""]?.split(" ") ?? [])]);
  // A program has few types, but a hostile one may have any number.
  if (wordsByType.size < 2_000) {
    wordsByType.set(type, words);
  }
  return words;
}

/** Whether a word can be taken apart into known words of two letters or more and digits. */
function isMadeOf(word: string, known: readonly string[]): boolean {
  const parts = known.filter((part) => part.length > 1 && word.includes(part));
  const reached = new Set([0]);
  for (let at = 0; at < word.length; at++) {
    if (!reached.has(at)) {
      continue;
    }
    if (/\d/.test(word.charAt(at)) && at > 0) {
      reached.add(at + 1);
    }
    parts.filter((part) => word.startsWith(part, at)).forEach((part) => reached.add(at + part.length));
  }
  return reached.has(word.length);
}
