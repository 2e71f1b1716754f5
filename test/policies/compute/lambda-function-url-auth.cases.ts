import { cases } from "../../harness/cases";

const URL = "aws:lambda/functionUrl:FunctionUrl";
const FUNCTION = "aws:lambda/function:Function";

export default cases("lambda-function-url-auth", {
  passes: {
    "IAM decides": (s) => void s.resource(URL, "url", { functionName: "orders", authorizationType: "AWS_IAM" }),
    "a URL that was looked up": (s) => {
      s.resource(URL, "url", { functionName: "orders", authorizationType: "NONE" }, { isRead: true });
    },
    "a function without a URL": (s) => void s.resource(FUNCTION, "orders", { name: "orders" }),
  },
  fails: {
    "nobody is asked": {
      stack: (s) => {
        const orders = s.resource(FUNCTION, "orders", { name: "orders" });
        s.resource(URL, "url", { functionName: orders.id, authorizationType: "NONE" });
      },
      findings: [
        {
          resource: "url",
          path: "authorizationType",
          found: /^Everyone on the internet may call the function: the authorization type is "NONE"\.$/,
          fix: /authorizationType: "AWS_IAM"/,
        },
      ],
    },
  },
  undecided: {
    "a type that is not known": (s) => {
      s.resource(URL, "url", { functionName: "orders", authorizationType: s.unknown });
    },
  },
  malformed: {
    "what AWS refuses": (s) => {
      s.resource(URL, "a", { functionName: "orders", authorizationType: "none" });
      s.resource(URL, "b", { functionName: "orders", authorizationType: ["NONE"] });
      s.resource(URL, "c", { functionName: "orders", authorizationType: null });
    },
  },
});
