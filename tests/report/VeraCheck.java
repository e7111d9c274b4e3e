import java.io.FileInputStream;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.ValidationResult;

/** Checks files with the rules of veraPDF: VeraCheck ua1,2a FILE... prints "PASS|FAIL flavour file" and each broken rule. */
public class VeraCheck {
    public static void main(String[] args) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        boolean allGood = true;
        List<PDFAFlavour> flavours =
            Arrays.stream(args[0].split(",")).map(PDFAFlavour::byFlavourId).collect(Collectors.toList());
        for (int i = 1; i < args.length; i++) {
            try (InputStream file = new FileInputStream(args[i]);
                 PDFAParser parser = Foundries.defaultInstance().createParser(file, flavours.get(0));
                 PDFAValidator validator = Foundries.defaultInstance().createValidator(flavours)) {
                for (ValidationResult result : validator.validateAll(parser)) {
                    String name = result.getPDFAFlavour().getId();
                    allGood &= result.isCompliant();
                    System.out.println((result.isCompliant() ? "PASS " : "FAIL ") + name + " " + args[i]);
                    result.getFailedChecks().forEach((rule, count) ->
                        System.out.println("  " + rule.getClause() + "-" + rule.getTestNumber() + ": " + count + " times"));
                }
            }
        }
        System.exit(allGood ? 0 : 1);
    }
}
