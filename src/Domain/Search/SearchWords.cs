using System.Globalization;
using System.Text;

namespace Customers.Domain.Search;

/// <summary>Turns texts into words that a search compares: lower case, accents folded.</summary>
public static class SearchWords
{
    private const int LongestWord = 64;

    /// <summary>Letters that no Unicode decomposition takes apart.</summary>
    private static readonly Dictionary<char, string> Folded = new()
    {
        ['ß'] = "ss", ['æ'] = "ae", ['œ'] = "oe", ['ø'] = "o", ['đ'] = "d", ['ð'] = "d", ['þ'] = "th", ['ł'] = "l", ['ı'] = "i", ['ħ'] = "h",
    };

    /// <summary>Lower case without accents; also the sort key of a text.</summary>
    public static string Fold(string text)
    {
        if (Ascii.IsValid(text)) return text.ToLowerInvariant();
        var folded = new StringBuilder(text.Length);
        foreach (var c in WithoutLoneSurrogates(text).Normalize(NormalizationForm.FormKD).ToLowerInvariant())
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark) continue;
            if (Folded.TryGetValue(c, out var letters)) folded.Append(letters);
            else folded.Append(c);
        }
        return folded.ToString().Normalize(NormalizationForm.FormC);
    }

    /// <summary>
    /// Every word of the texts: what stands between spaces, its letter-and-digit parts (<c>o'brien</c> is also <c>o</c> and
    /// <c>brien</c>), and for phone numbers the bare digits.
    /// </summary>
    public static IReadOnlyCollection<string> Of(params IEnumerable<string?> texts)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            if (string.IsNullOrWhiteSpace(text)) continue;
            var folded = Fold(text);
            if (IsPhone(folded))
                foreach (var number in PhoneNumber.Words(folded)) Add(words, number);
            foreach (var token in folded.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) AddParts(words, token);
        }
        return words;
    }

    /// <summary>The words of a query; each must be a prefix of some word. A phone number is one word, however it is spaced.</summary>
    public static IReadOnlyList<string> OfQuery(string query)
    {
        var folded = Fold(query).Trim();
        return IsPhone(folded) && PhoneNumber.IsLikely(folded) ? [Cut(PhoneNumber.Query(folded))] : OfWords(folded);
    }

    private static List<string> OfWords(string folded) =>
        [.. folded.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(Trimmed)
            .Select(word => IsPhone(word) ? PhoneNumber.Digits(word) : word)
            .Select(Cut).Distinct(StringComparer.Ordinal)];

    private static void AddParts(HashSet<string> words, string token)
    {
        var word = Trimmed(token);
        Add(words, token);
        Add(words, IsPhone(word) ? PhoneNumber.Digits(word) : word);
        var start = 0;
        for (var i = 0; i <= token.Length; i++)
        {
            if (i < token.Length && (char.IsLetterOrDigit(token[i]) || char.IsSurrogate(token[i]))) continue;
            if (i > start) Add(words, token[start..i]);
            start = i + 1;
        }
    }

    private static void Add(HashSet<string> words, string word)
    {
        if (word.Length > 0) words.Add(Cut(word));
    }

    private static string Cut(string word) =>
        word.Length <= LongestWord ? word : word[..(char.IsHighSurrogate(word[LongestWord - 1]) ? LongestWord - 1 : LongestWord)];

    /// <summary>Without the punctuation around it, <c>smith,</c>; punctuation alone stays.</summary>
    private static string Trimmed(string word)
    {
        var (start, end) = (0, word.Length);
        while (start < end && char.IsPunctuation(word[start])) start++;
        while (end > start && char.IsPunctuation(word[end - 1])) end--;
        return start < end ? word[start..end] : word;
    }

    private static bool IsPhone(string text) => text.Any(char.IsAsciiDigit) && text.All(c => char.IsAsciiDigit(c) || " +-/().".Contains(c, StringComparison.Ordinal));

    private static string WithoutLoneSurrogates(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
