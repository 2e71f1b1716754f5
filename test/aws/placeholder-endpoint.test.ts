import { isPlaceholderEndpoint } from "../../aws/placeholder-endpoint";

describe("placeholders for the endpoint of a subscription", () => {
  it.each([
    "",
    "  ",
    "ops@example.com",
    "OPS@Example.Org",
    "ops@mail.example.net.",
    "ops@acme.example",
    "ops@localhost",
    "root@server.invalid",
    "changeme@acme.io",
    "change-me@acme.io",
    "ChangeMe+dev@acme.io",
    "your.email@acme.io",
    "your-email-address@acme.io",
    "you@your-company.com",
    "ops@mydomain.co.uk",
    "ops@changeme.com",
    "placeholder@acme.io",
    "xxx@acme.io",
    "<email>",
    "${ALERT_EMAIL}",
    "{{ email }}",
    "TODO",
    "n/a",
    "https://example.com/hook",
    "https://user@example.com:8443/hook",
    "http://localhost:8080",
  ])("%j", (endpoint) => {
    expect(isPlaceholderEndpoint(endpoint)).toBe(true);
  });
});

describe("endpoints that reach somebody", () => {
  it.each([
    "platform@acme.io",
    "todor@acme.io",
    "na@acme.io",
    "ops@na.acme.io",
    "ops@example-bank.com",
    "ops@myexample.com",
    "ops@testing.acme.io",
    "nonewithstanding@acme.io",
    "yourteam.lead@acme.io",
    "+4915112345678",
    "arn:aws:sqs:us-east-1:123456789012:example.com",
    "https://hooks.acme.io/example.com",
    "https://events.pagerduty.com/integration/abc/enqueue",
    `${"a".repeat(100_000)}@acme.io`,
  ])("%.60s", (endpoint) => {
    expect(isPlaceholderEndpoint(endpoint)).toBe(false);
  });
});
