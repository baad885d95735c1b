using System.Management.Automation;
using System.Security;

namespace Ledgerline.PowerShell.Secrets;

/// <summary>
/// Takes a connection string as text too, and makes a SecureString of it before the command begins: what PowerShell keeps
/// of the command's parameters, for <c>$Error</c> and for logs, then shows nothing of it.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ConnectionStringAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (inputData is PSObject wrapper ? wrapper.BaseObject : inputData) switch
        {
            SecureString { Length: > 0 } secret => secret,
            string text when !string.IsNullOrWhiteSpace(text) => text.ToSecureString(),
            _ => throw new ArgumentTransformationMetadataException("Pass a SecureString or a text, which must not be empty."),
        };
}
