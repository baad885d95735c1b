using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

[assembly: TestFramework("Ledgerline.Postgres.Tests.Skipping.SkippingFramework", "Ledgerline.Postgres.Tests")]

namespace Ledgerline.Postgres.Tests.Skipping;

/// <summary>
/// Skips every test, with the reason, where there is no server: also those of the contract, whose attributes know nothing
/// of servers.
/// </summary>
public sealed class SkippingFramework(IMessageSink sink) : XunitTestFramework(sink)
{
    protected override ITestFrameworkExecutor CreateExecutor(AssemblyName assemblyName) =>
        new SkippingExecutor(assemblyName, SourceInformationProvider, DiagnosticMessageSink);
}
