namespace Customers.Domain.Settings;

/// <summary>A way to sort customers: a type, and the values that it knows.</summary>
/// <param name="Key">How the API calls it, <c>tier</c>; see <see cref="DefinitionRules.IsKey"/>.</param>
public sealed record Classification(string Key, string Label, IReadOnlyList<string> Values);

/// <summary>A field that the organisation adds to its customers.</summary>
/// <param name="Key">How the API calls it, <c>storeSize</c>; see <see cref="DefinitionRules.IsKey"/>.</param>
/// <param name="Choices">What a field of type <see cref="CustomFieldType.Choice"/> may hold; empty for all others.</param>
/// <param name="Required">People must give it to a new customer, and may not clear it. Customers who lack it stay as they are.</param>
/// <param name="Inherit">Documents created for the customer take it over.</param>
public sealed record CustomField(string Key, string Label, CustomFieldType Type, IReadOnlyList<string> Choices, bool Required, bool Inherit);

public enum CustomFieldType { Text, Number, Boolean, Date, Choice }
