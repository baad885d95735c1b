using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace Ledgerline.PowerShell.Typed;

/// <summary>
/// Checks a record by the attributes of System.ComponentModel.DataAnnotations on its members and on its constructor's
/// parameters, which PowerShell has seen only where the record was made of parameters.
/// </summary>
internal static class RecordRules
{
    private static readonly ConcurrentDictionary<Type, (PropertyInfo Property, ValidationAttribute[] Rules)[]> Known = new();

    /// <summary>Checks a record.</summary>
    /// <exception cref="InvalidRecordException">It breaks a rule.</exception>
    public static void Check(object record)
    {
        foreach ((PropertyInfo property, ValidationAttribute[] rules) in Known.GetOrAdd(record.GetType(), static type => [.. Find(type)]))
        {
            object? value = property.GetValue(record);
            foreach (ValidationAttribute rule in rules)
            {
                var context = new ValidationContext(record) { MemberName = property.Name, DisplayName = property.Name };
                if (rule.GetValidationResult(value, context) is { } fault)
                {
                    throw new InvalidRecordException(fault.ErrorMessage ?? $"{property.Name} is not valid.");
                }
            }
        }
    }

    private static IEnumerable<(PropertyInfo Property, ValidationAttribute[] Rules)> Find(Type type)
    {
        ParameterInfo[] parameters = [.. type.GetConstructors().SelectMany(static constructor => constructor.GetParameters())];
        foreach (PropertyInfo property in type.GetProperties().Where(static each => each.GetIndexParameters().Length == 0 && each.CanRead))
        {
            ValidationAttribute[] rules =
            [
                .. property.GetCustomAttributes<ValidationAttribute>(),
                .. parameters
                    .Where(parameter => string.Equals(parameter.Name, property.Name, StringComparison.OrdinalIgnoreCase) && parameter.ParameterType == property.PropertyType)
                    .SelectMany(static parameter => parameter.GetCustomAttributes<ValidationAttribute>()),
            ];
            if (rules.Length > 0)
            {
                yield return (property, rules);
            }
        }
    }
}
