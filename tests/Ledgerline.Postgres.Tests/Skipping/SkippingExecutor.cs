using System.Reflection;
using Ledgerline.Postgres.Tests.Servers;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Ledgerline.Postgres.Tests.Skipping;

internal sealed class SkippingExecutor(AssemblyName assembly, ISourceInformationProvider source, IMessageSink diagnostics)
    : XunitTestFrameworkExecutor(assembly, source, diagnostics)
{
    protected override void RunTestCases(
        IEnumerable<IXunitTestCase> testCases, IMessageSink executionMessageSink, ITestFrameworkExecutionOptions executionOptions) =>
        base.RunTestCases(
            TestServer.Obstacle is null ? testCases : testCases.Select(t => new SkippedTestCase(DiagnosticMessageSink, t.TestMethod, t.TestMethodArguments)),
            executionMessageSink,
            executionOptions);
}
