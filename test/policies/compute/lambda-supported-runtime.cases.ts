import type { Build } from "../../harness/cases";
import { cases } from "../../harness/cases";

const FUNCTION = "aws:lambda/function:Function";

function runtime(id: unknown): Build {
  return (s) => void s.resource(FUNCTION, "orders", { role: "arn:aws:iam::123456789012:role/r", runtime: id });
}

function old(id: string, found: RegExp, fix: RegExp) {
  return { stack: runtime(id), findings: [{ resource: "orders", path: "runtime", found, fix }] };
}

export default cases("lambda-supported-runtime", {
  passes: {
    "Node.js 22": runtime("nodejs22.x"),
    "Python 3.13": runtime("python3.13"),
    "a runtime of Amazon's Linux": runtime("provided.al2023"),
    "a runtime that is newer than the table": runtime("nodejs26.x"),
    "a container image, which has none": (s) => {
      s.resource(FUNCTION, "orders", { role: "r", packageType: "Image", imageUri: "1.dkr.ecr/orders:1" });
    },
    "an old one, on a day before its end": { stack: runtime("nodejs18.x"), options: { asOf: "2025-08-31" } },
    "a function that was looked up": (s) => {
      s.resource(FUNCTION, "orders", { runtime: "nodejs12.x" }, { isRead: true });
    },
  },
  fails: {
    "Node.js 18": old(
      "nodejs18.x",
      /^AWS gives the runtime "nodejs18\.x" no security patches from 2025-09-01 on, and functions with it cannot be updated from 2027-03-03 on\.$/,
      /^Set runtime: "nodejs24\.x"\.$/,
    ),
    "Node.js 4 at the edge": old("nodejs4.3-edge", /"nodejs4\.3-edge"/, /"nodejs24\.x"/),
    "Python 2.7": old("python2.7", /2021-07-15/, /"python3\.14"/),
    ".NET Core": old("dotnetcore3.1", /2023-04-03/, /"dotnet10"/),
    "Java 8": old("java8", /2024-01-08/, /"java25"/),
    Go: old("go1.x", /2024-01-08/, /"provided\.al2023"/),
    "the last day": {
      ...old("nodejs18.x", /2025-09-01/, /nodejs/),
      options: { asOf: "2025-09-01" },
    },
    "what ends soon, told early": {
      ...old("nodejs22.x", /2027-04-30/, /nodejs24/),
      options: { asOf: "2027-12-31" },
    },
  },
  undecided: { "a runtime that is not known": (s) => runtime(s.unknown)(s) },
  malformed: {
    "no runtime of AWS's": runtime("NodeJS18.x"),
    "a list, an object, null": (s) => {
      s.resource(FUNCTION, "a", { runtime: ["nodejs12.x"] });
      s.resource(FUNCTION, "b", { runtime: { id: "nodejs12.x" } });
      s.resource(FUNCTION, "c", { runtime: null });
    },
  },
});
