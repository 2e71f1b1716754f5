import type { Example, Item, Sign } from "./example";

const error = (number: number, requirements: string, narrower: Pick<Sign, "types" | "keys"> = {}): Item => ({
  number: String(number),
  signs: [{ requirements: requirements.split(" "), ...narrower }],
});

/** The 28 errors of the pipeline catalogue. Where an error has several requirements, the one that is about it alone. */
export const deliveryPipeline: Example = {
  folder: "delivery-pipeline",
  itemNames: "pipeline errors",
  secrets: { good: { pulumiAccessToken: `pul-${"0".repeat(40)}` }, bad: {} },
  items: [
    error(1, "GOV-01"),
    error(2, "STO-07"),
    error(3, "LOG-11"),
    error(4, "LOG-09"),
    error(5, "PIP-01"),
    error(6, "STO-06"),
    error(7, "STO-03"),
    error(8, "STO-01"),
    error(9, "STO-05"),
    error(10, "STO-04"),
    error(11, "GOV-02"),
    error(12, "SEC-01"),
    error(13, "SEC-02 SEC-03", { types: /^aws:ssm\// }),
    error(14, "IAM-01"),
    error(15, "IAM-02"),
    error(16, "PIP-02", { keys: /^(phase|install|pre_build):/ }),
    error(17, "PIP-02", { keys: /^run:/ }),
    error(18, "PIP-03"),
    error(19, "PIP-04"),
    error(20, "PIP-05"),
    error(21, "LOG-08"),
    error(22, "PIP-06"),
    error(23, "PIP-07"),
    error(24, "SEC-02 SEC-03 PIP-08", { types: /^aws:codepipeline\//, keys: /OAuthToken/ }),
    error(25, "PIP-09"),
    error(26, "GOV-03"),
    error(27, "GOV-05"),
    error(28, "GOV-04"),
  ],
};
