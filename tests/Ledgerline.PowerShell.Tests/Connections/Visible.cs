using System.Collections;
using System.Management.Automation;
using System.Reflection;
using System.Text;

namespace Ledgerline.PowerShellTests.Connections;

/// <summary>All texts that a script could come by from an object: its own, and those of whatever its properties lead to.</summary>
internal static class Visible
{
    private const int Depth = 7;

    public static string Text(object? value)
    {
        var text = new StringBuilder();
        Add(value, Depth, text, new HashSet<object>(ReferenceEqualityComparer.Instance));
        return text.ToString();
    }

    private static void Add(object? value, int depth, StringBuilder text, HashSet<object> seen)
    {
        value = value is PSObject wrapper ? wrapper.BaseObject : value;

        // Of these a script learns nothing of the command that was run.
        if (value is null or Type or MemberInfo or Assembly or Delegate or CommandInfo or PSModuleInfo || value.GetType().IsPrimitive)
        {
            return;
        }

        text.AppendLine(value.ToString());
        if (value is string || depth == 0 || !seen.Add(value))
        {
            return;
        }

        if (value is IDictionary table)
        {
            foreach (DictionaryEntry entry in table)
            {
                Add(entry.Key, depth - 1, text, seen);
                Add(entry.Value, depth - 1, text, seen);
            }
        }
        else if (value is IEnumerable several)
        {
            foreach (object? one in several)
            {
                Add(one, depth - 1, text, seen);
            }
        }

        foreach (PropertyInfo property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.GetIndexParameters().Length == 0))
        {
            object? part;
            try
            {
                part = property.GetValue(value);
            }
            catch (TargetInvocationException e)
            {
                part = e.InnerException!.Message;
            }

            Add(part, depth - 1, text, seen);
        }
    }
}
