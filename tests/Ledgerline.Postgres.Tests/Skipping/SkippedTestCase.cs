using System.ComponentModel;
using Ledgerline.Postgres.Tests.Servers;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Ledgerline.Postgres.Tests.Skipping;

/// <summary>A test as it was found, but for its running.</summary>
internal sealed class SkippedTestCase : XunitTestCase
{
    /// <summary>For whoever deserializes it.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("Called by the de-serializer; use the other.")]
    public SkippedTestCase()
    {
    }

    public SkippedTestCase(IMessageSink diagnostics, ITestMethod method, object[] arguments)
        : base(diagnostics, TestMethodDisplay.ClassAndMethod, TestMethodDisplayOptions.None, method, arguments)
    {
    }

    protected override string GetSkipReason(IAttributeInfo factAttribute) => $"SKIPPED: {TestServer.Obstacle}.";
}
