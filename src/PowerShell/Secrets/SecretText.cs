using System.Net;
using System.Security;

namespace Ledgerline.PowerShell.Secrets;

/// <summary>Texts that are shown nowhere: whatever prints one prints the name of its type.</summary>
internal static class SecretText
{
    public static SecureString ToSecureString(this string text)
    {
        var secret = new SecureString();
        foreach (char c in text)
        {
            secret.AppendChar(c);
        }

        secret.MakeReadOnly();
        return secret;
    }

    public static string Reveal(this SecureString secret) => new NetworkCredential("", secret).Password;
}
